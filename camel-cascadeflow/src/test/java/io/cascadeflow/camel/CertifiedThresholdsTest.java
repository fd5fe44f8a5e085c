package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.confidence.FittedProfile.Certificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bound on regret raises a tier's threshold to the one that its gate's profile is certified for. */
class CertifiedThresholdsTest extends RouteFixture {

    private static final List<Certificate> CERTIFIED = List.of(
            new Certificate(0.001, 0.95, null, 0, 1),
            new Certificate(0.01, 0.95, 0.9, 0.3, 0.0099),
            new Certificate(0.02, 0.95, 0.8, 0.5, 0.019),
            new Certificate(0.02, 0.99, 0.85, 0.4, 0.0195),
            new Certificate(0.05, 0.95, 0.6, 0.7, 0.048));

    private String profile = "";

    @BeforeEach
    void fit() {
        profile = FittedGates.write(
                folder, "mine.json", FittedGates.profile("probe-model-2026", 1, "arithmetic.sound", CERTIFIED));
    }

    private BudgetFixture with(String cascade) throws Exception {
        BudgetFixture with = opened(BudgetFixture.withCascade(folder, cascade));
        with.context.probe.answers(call -> CompletableFuture.completedFuture(ProbeProvider.reply("2 + 2 = 4")));
        return with;
    }

    private static Attempt first(Exchange exchange) {
        return decision(exchange).attempts().get(0);
    }

    /** The same bound, said in each place where it can be said. */
    @ParameterizedTest
    @CsvSource({
        // written, maxRegret, atConfidence, applied, why
        ", 0.02, , 0.8, 'certified: regret is at most 0.02 with probability 0.95'",
        ", 0.03, , 0.8, 'certified: regret is at most 0.02 with probability 0.95'",
        ", 0.02, 0.99, 0.85, 'certified: regret is at most 0.02 with probability 0.99'",
        ", 0.05, 0.99, 0.85, 'certified: regret is at most 0.02 with probability 0.99'",
        ", 0.05, 0.9, 0.6, 'certified: regret is at most 0.05 with probability 0.95'",
        "0.5, 0.02, 0.95, 0.8, 'certified: regret is at most 0.02 with probability 0.95'",
        "0.95, 0.02, , 0.95, 'acceptAbove; from 0.8 on regret is at most 0.02'",
        "0.8, 0.02, 0.5, 0.8, 'certified: regret is at most 0.02 with probability 0.95'",
        "0.82, 0.01, 0.95, 0.9, 'certified: regret is at most 0.01 with probability 0.95'",
        "0.99, 0.5, 0.99, 0.99, 'acceptAbove; from 0.85 on regret is at most 0.02 with probability 0.99'",
    })
    void theHigherOfWhatIsWrittenAndWhatIsCertifiedIsApplied(
            @Nullable Double written, String maxRegret, @Nullable String atConfidence, double applied, String why)
            throws Exception {
        String accepts = written == null ? "" : ", acceptAbove: " + written;
        String sure = atConfidence == null ? "" : ", atConfidence: " + atConfidence;
        BudgetFixture with = with("""
                  bounded:
                    tiers:
                      - {name: small, uri: "cascadeflow:probe:m"%s}
                      - {name: large, uri: "cascadeflow:probe:dear"}
                    gate: {profile: "%s", maxRegret: %s%s}
                """.formatted(accepts, profile, maxRegret, sure));
        with.routes(ladder(cascade -> {
            cascade.gate(profile).maxRegret(maxRegret);
            if (atConfidence != null) {
                cascade.atConfidence(atConfidence);
            }
            cascade.tier("small", tier -> {
                        if (written != null) {
                            tier.acceptAbove(written);
                        }
                        tier.to(M);
                    })
                    .tier("large")
                    .to(DEAR);
        }));
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:tier"))
                        .tier("small", tier -> {
                            tier.gate(profile).maxRegret(maxRegret);
                            if (atConfidence != null) {
                                tier.atConfidence(atConfidence);
                            }
                            if (written != null) {
                                tier.acceptAbove(written);
                            }
                            tier.to(M);
                        })
                        .tier("large")
                        .to(DEAR);
            }
        });

        for (String door : List.of("direct:in", "direct:tier", "cascadeflow:cascade:bounded")) {
            Attempt small = first(with.context.ask(door, "What is 2 + 2?"));
            assertThat(small.tier().acceptAbove()).as(door).isEqualTo(applied);
            assertThat(small.accepted()).as(door).isEqualTo(applied < 0.98);
            assertThat(small.reason().text()).as(door).contains("confidence 0.982", why, "gate 'mine'");
        }
    }

    @Test
    void aTiersOwnBoundGoesBeforeTheCascades() throws Exception {
        BudgetFixture with = with("");
        with.routes(ladder(cascade -> cascade.gate(profile)
                .maxRegret(0.05)
                .atConfidence(0.99)
                .tier("one")
                .maxRegret(0.01)
                .atConfidence(0.9)
                .to(M)
                .tier("two")
                .to(M)
                .tier("large")
                .to(DEAR)));
        with.context.probe.answers(call -> CompletableFuture.completedFuture(ProbeProvider.reply("2 + 2 = 5, so 5")));

        List<Attempt> attempts =
                decision(with.context.ask("direct:in", "What is 2 + 2?")).attempts();

        assertThat(attempts).extracting(attempt -> attempt.tier().acceptAbove()).containsExactly(0.9, 0.85, null);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0005, 0.95, certifies no threshold",
        "0.005, 0.95, 'was certified, and no threshold attains it'",
        "0.02, 0.999, certifies no threshold",
    })
    void whatIsNotCertifiedIsAnErrorAtStartThatTellsTheCommand(String maxRegret, String sure, String why)
            throws Exception {
        Throwable complaint = complaintAbout(cascade -> cascade.gate(profile)
                .maxRegret(maxRegret)
                .atConfidence(sure)
                .tier("small")
                .to(M)
                .tier("large")
                .to(DEAR));

        assertThat(complaint)
                .hasMessageContaining("cascade 'ladder': tier 'small': gate profile 'mine'")
                .hasMessageContaining(why)
                .hasMessageContaining("replay.jar certify --gate " + profile
                        + " --recording F --max-regret %s --at-confidence %s --out PROFILE"
                                .formatted(Double.parseDouble(maxRegret), sure));
    }

    @Test
    void theConfigurationIsHeldToTheSame() throws Exception {
        BudgetFixture with = with("""
                  bounded:
                    tiers:
                      - {name: small, uri: "cascadeflow:probe:m"}
                      - {name: large, uri: "cascadeflow:probe:dear"}
                    gate: {profile: "%s", maxRegret: 0.0001}
                """.formatted(profile));

        assertThat(catchThrowable(() -> with.context
                        .camel
                        .getEndpoint("cascadeflow:cascade:bounded")
                        .createProducer()))
                .hasMessageContaining("cascade 'bounded': tier 'small': gate profile 'mine' certifies no threshold")
                .hasMessageContaining("replay.jar certify");
        assertThat(catchThrowable(() -> with.context
                        .camel
                        .getEndpoint("cascadeflow:cascade:bounded?gate=#sure")
                        .createProducer()))
                .hasMessageContaining("'#sure' is none");
        assertThat(decision(with.context.ask("cascadeflow:cascade:bounded?tiers=large", "2 + 2?"))
                        .attempts())
                .as("the last tier is bound to nothing")
                .hasSize(1);
    }

    @Test
    void aBoundNeedsAFittedGateAndANextTier() throws Exception {
        assertThat(complaintAbout(cascade -> cascade.gate("#sure")
                        .maxRegret(0.02)
                        .tier("small")
                        .to(M)
                        .tier("large")
                        .to(DEAR)))
                .hasMessageContaining(
                        "tier 'small': maxRegret needs a gate with a fitted profile, and '#sure' is none");
        assertThat(complaintAbout(cascade -> cascade.tier("small")
                        .maxRegret(0.02)
                        .to(M)
                        .tier("large")
                        .to(DEAR)))
                .hasMessageContaining("tier 'small': maxRegret needs a gate with a fitted profile; name it by gate");
        assertThat(complaintAbout(cascade -> cascade.gate(profile)
                        .tier("small")
                        .to(M)
                        .tier("large")
                        .maxRegret(0.02)
                        .to(DEAR)))
                .hasMessageContaining("tier 'large': regret is held against the next tier, and this is the last");
        assertThat(complaintAbout(cascade ->
                        cascade.gate(profile).maxRegret(0.02).tier("small").to(M)))
                .hasMessageContaining("cascade 'ladder': regret is held against the next tier, and there is one tier");
    }

    @Test
    void valuesThatAreNoSharesAreRefused() throws Exception {
        for (String bad : List.of("0", "1", "2%", "-0.1", "NaN")) {
            assertThat(complaintAbout(cascade -> cascade.gate(profile)
                            .maxRegret(bad)
                            .tier("small")
                            .to(M)
                            .tier("large")
                            .to(DEAR)))
                    .hasMessageContaining("tier 'small': maxRegret is '%s'".formatted(bad));
            assertThat(complaintAbout(cascade -> cascade.gate(profile)
                            .tier("small")
                            .maxRegret(0.02)
                            .atConfidence(bad)
                            .to(M)
                            .tier("large")
                            .to(DEAR)))
                    .hasMessageContaining("tier 'small': atConfidence is '%s'".formatted(bad));
        }
        assertThat(complaintAbout(cascade -> cascade.gate(profile)
                        .tier("small")
                        .atConfidence(0.95)
                        .to(M)
                        .tier("large")
                        .to(DEAR)))
                .hasMessageContaining("write maxRegret as well");
        assertThat(complaintAbout(cascade -> cascade.atConfidence(0.95)
                        .tier("small")
                        .to(M)
                        .tier("large")
                        .to(DEAR)))
                .hasMessageContaining("write maxRegret as well");
    }

    @Test
    void aProfileThatMayNotBeUsedEscalatesEverythingAndSaysWhy() throws Exception {
        Path file = folder.resolve("mine.json");
        Files.writeString(file, Files.readString(file).replace("\"mine\"", "\"mined\""));
        BudgetFixture with = with("");
        with.routes(ladder(cascade -> cascade.gate(profile)
                .maxRegret(0.02)
                .tier("small")
                .to(M)
                .tier("large")
                .to(DEAR)));

        Exchange exchange = with.context.ask("direct:in", "What is 2 + 2?");

        assertThat(exchange.getMessage().getHeader(CascadeFlowConstants.TIERS)).isEqualTo("small>large");
        assertThat(first(exchange).reason().text())
                .contains("1.0 (its gate is closed) is asked for", "was changed after it was fitted");
    }

    @Test
    void theBoundIsReadFromYamlAndXmlAndSurvivesDumps() throws Exception {
        String cascade = """
                gate: "%s"
                maxRegret: "{{regret:0.05}}"
                atConfidence: 0.95
                tiers:
                  - name: small
                    maxRegret: 0.01
                    atConfidence: "{{sure:0.9}}"
                    steps: [{to: "cascadeflow:probe:m"}]
                  - {name: two, steps: [{to: "cascadeflow:probe:m"}]}
                  - {name: large, steps: [{to: "cascadeflow:probe:dear"}]}
                """.formatted(profile);

        assertSurvivesDumps(
                with(""),
                cascade,
                CertifiedThresholdsTest::assertBound,
                "maxRegret=\"{{regret:0.05}}\"",
                "atConfidence=\"{{sure:0.9}}\"");
    }

    private static void assertBound(BudgetFixture with) {
        with.context.probe.answers(call -> CompletableFuture.completedFuture(ProbeProvider.reply("2 + 2 = 5, so 5")));
        assertThat(decision(with.context.ask("direct:in", "What is 2 + 2?")).attempts())
                .extracting(attempt -> attempt.tier().acceptAbove())
                .containsExactly(0.9, 0.6, null);
    }
}
