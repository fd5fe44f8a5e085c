package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cascadeflow.camel.eip.CascadeDefinition;
import io.cascadeflow.camel.eip.CascadeProcessor;
import io.cascadeflow.camel.eip.TierDefinition;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Skipped;
import io.cascadeflow.confidence.FittedProfile;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tier whose answer has little chance, by a profile fitted on answers where long questions fail, is not asked. */
class SkipInRoutesTest extends MadeUpFixture {

    private BudgetFixture with(Consumer<CascadeDefinition> cascade) throws Exception {
        BudgetFixture with = with("");
        with.routes(ladder(cascade));
        return with;
    }

    private void auto(CascadeDefinition cascade) {
        cascade.gate(profile)
                .tier("small")
                .acceptAbove(0.5)
                .skipBelow("auto")
                .to("cascadeflow:probe:m")
                .tier("large")
                .to("cascadeflow:probe:dear");
    }

    @Test
    void aLongQuestionGoesStraightToTheLargeTierAndAShortOneDoesNot() throws Exception {
        BudgetFixture with = with(this::auto);

        Exchange quick = with.context.ask("direct:in", SHORT);
        Exchange hard = with.context.ask("direct:in", LONG);

        assertThat(header(quick, CascadeFlowConstants.TIERS)).isEqualTo("small");
        assertThat(decision(quick).skipped()).isEmpty();
        assertThat(header(hard, CascadeFlowConstants.TIERS)).isEqualTo("large");
        assertThat(header(hard, CascadeFlowConstants.OUTCOME)).isEqualTo("accepted");
        assertThat(with.lines())
                .extracting(line -> line.call().model().toString())
                .containsExactly("probe:m", "probe:dear");
    }

    @Test
    void theTraceShowsTheTierItsChanceAndTheLimitAndItCostsNothing() throws Exception {
        Exchange hard = with(this::auto).context.ask("direct:in", LONG);

        Decision decision = decision(hard);
        assertThat(decision.attempts())
                .extracting(attempt -> attempt.tier().name())
                .containsExactly("large");
        Skipped skipped = decision.skipped().get(0);
        assertThat(skipped.tier().name()).isEqualTo("small");
        assertThat(skipped.tier().skipBelow()).isEqualTo(0.1);
        assertThat(skipped.chance()).isBetween(0.0, 0.0999);
        assertThat(skipped.reason().text()).contains("chance that its answer reaches 0.5 is 0.0", "below 0.1");
        for (String cost : List.of(
                CascadeFlowConstants.COST, CascadeFlowConstants.TOTAL_COST, CascadeFlowConstants.BASELINE_COST)) {
            assertThat((BigDecimal) header(hard, cost)).as(cost).isEqualByComparingTo("0.02");
        }
        assertThat((BigDecimal) header(hard, CascadeFlowConstants.SAVED_COST)).isEqualByComparingTo("0");
    }

    @Test
    void skipsAreCountedByTier() throws Exception {
        BudgetFixture with = with(this::auto);
        for (String question : List.of(LONG, SHORT, LONG)) {
            with.context.ask("direct:in", question);
        }

        CascadeProcessor ladder = with.context.camel.getProcessor("ladder", CascadeProcessor.class);
        assertThat(ladder.getSkipsByTier()).isEqualTo(Map.of("small", 2L));
        assertThat(ladder.getAnswersByTier()).isEqualTo(Map.of("small", 1L, "large", 2L));
        assertThat(ladder.getEscalations()).isZero();
    }

    @Test
    void theForcedTierIsAsked() throws Exception {
        Exchange forced =
                with(this::auto).context.ask("direct:in", LONG, Map.of(CascadeFlowConstants.FORCE_TIER, "small"));

        assertThat(header(forced, CascadeFlowConstants.TIERS)).isEqualTo("small");
        assertThat(decision(forced).skipped()).isEmpty();
    }

    @Test
    void aQuestionInUnfamiliarWordsIsNotSkipped() throws Exception {
        Exchange exchange = with(this::auto)
                .context
                .ask(
                        "direct:in",
                        "Quelle est la hauteur du pont suspendu au-dessus du fleuve, et qui l'a construit? ".repeat(4));

        assertThat(decision(exchange).skipped()).isEmpty();
        assertThat((String) header(exchange, CascadeFlowConstants.TIERS)).startsWith("small");
    }

    @Test
    void aQuestionIsReadAsTheEndpointReadsIt() throws Exception {
        BudgetFixture with = with(this::auto);
        String json = "{\"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}".formatted(LONG);

        for (Object body : List.of(
                ChatRequest.of(LONG),
                List.of(ChatMessage.user(LONG)),
                Map.of("messages", List.of(Map.of("role", "user", "content", LONG))))) {
            assertThat(decision(with.context.ask("direct:in", body)).skipped())
                    .as("%s", body.getClass())
                    .hasSize(1);
        }
        Exchange sent = with.context.ask("direct:in", json, Map.of(Exchange.CONTENT_TYPE, "application/json"));
        assertThat(decision(sent).skipped()).hasSize(1);
        assertThat(with.context.probe.lastRequest().question()).isEqualTo(LONG);
    }

    @Test
    void whenTheLargeTierFailsTheSkippedOneIsAskedAfterAll() throws Exception {
        BudgetFixture with = with(this::auto);
        with.context.probe.answers(call -> call.model().equals("dear")
                ? CompletableFuture.failedFuture(new IllegalStateException("down"))
                : CompletableFuture.completedFuture(ProbeProvider.reply(MadeUp.answer(17, 25, true))));

        Exchange exchange = with.context.ask("direct:in", LONG);

        assertThat(decision(exchange).attempts())
                .extracting(attempt -> attempt.tier().name())
                .containsExactly("large", "small");
    }

    @Test
    void theLimitIsWhatIsWrittenAndTheThresholdTheEffectiveOne() throws Exception {
        BudgetFixture with = with(cascade -> cascade.gate(profile)
                .tier("never", tier -> tier.acceptAbove(0.0001).skipBelow(0.9).to("cascadeflow:probe:m"))
                .tier("bounded", tier -> tier.maxRegret(0.02).skipBelow(0.9).to("cascadeflow:probe:m"))
                .tier("large")
                .to("cascadeflow:probe:dear"));

        Decision decision = decision(with.context.ask("direct:in", LONG));

        assertThat(decision.attempts())
                .extracting(attempt -> attempt.tier().name())
                .contains("never");
        assertThat(decision.skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.tier().name()).isEqualTo("bounded");
            assertThat(skipped.reason().text()).contains("certified: regret is at most 0.02", "below 0.9");
        });
    }

    @Test
    void aCascadeOfTheConfigurationSkipsAsWell() throws Exception {
        BudgetFixture with = with("""
                  frugal:
                    tiers:
                      - {name: small, uri: "cascadeflow:probe:m", acceptAbove: 0.5, skipBelow: auto}
                      - {name: large, uri: "cascadeflow:probe:dear"}
                    gate: {profile: "%s"}
                """.formatted(profile));

        assertThat(header(with.context.ask("cascadeflow:cascade:frugal", LONG), CascadeFlowConstants.TIERS))
                .isEqualTo("large");
        assertThat(header(with.context.ask("cascadeflow:cascade:frugal", SHORT), CascadeFlowConstants.TIERS))
                .isEqualTo("small");
        assertThat(header(with.context.ask("cascadeflow:cascade:frugal?tiers=small", LONG), CascadeFlowConstants.TIERS))
                .as("now it is the last")
                .isEqualTo("small");
        assertThat(catchThrowable(() -> with.context
                        .camel
                        .getEndpoint("cascadeflow:cascade:frugal?gate=#sure")
                        .createProducer()))
                .hasMessageContaining("cascade 'frugal': tier 'small': skipBelow needs a gate with a fitted profile");
    }

    @Test
    void itIsReadFromYamlAndXmlAndSurvivesDumps() throws Exception {
        String cascade = """
                gate: "%s"
                tiers:
                  - name: small
                    acceptAbove: 0.5
                    skipBelow: "{{limit:0.25}}"
                    steps: [{to: "cascadeflow:probe:m"}]
                  - {name: large, steps: [{to: "cascadeflow:probe:dear"}]}
                """.formatted(profile);

        assertSurvivesDumps(with(""), cascade, SkipInRoutesTest::assertSkipped, "skipBelow=\"{{limit:0.25}}\"");
    }

    private static void assertSkipped(BudgetFixture with) {
        assertThat(decision(with.context.ask("direct:in", LONG)).skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.tier().skipBelow()).isEqualTo(0.25));
    }

    // what cannot work is said when the route starts

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-0.1", "NaN", "Auto", "10%"})
    void aLimitThatIsNoneIsRefused(String limit) throws Exception {
        assertThat(complaintAbout(cascade -> cascade.gate(profile)
                        .tier(
                                "small",
                                tier -> tier.acceptAbove(0.5).skipBelow(limit).to("cascadeflow:probe:m"))
                        .tier("large")
                        .to("cascadeflow:probe:dear")))
                .hasMessageContaining("cascade 'ladder': tier 'small': skipBelow is '" + limit + "'");
    }

    @Test
    void aLimitNeedsAThresholdANextTierAndAProfileThatLearnedChances() throws Exception {
        assertThat(complaintAbout(small(profile, tier -> tier.skipBelow(0.1))))
                .hasMessageContaining("it has none; write acceptAbove or maxRegret");
        assertThat(complaintAbout(small("#sure", tier -> tier.acceptAbove(0.5).skipBelow(0.1))))
                .hasMessageContaining("skipBelow needs a gate with a fitted profile, and '#sure' is none");
        assertThat(complaintAbout(cascade -> cascade.tier(
                                "small",
                                tier -> tier.acceptAbove(0.5).skipBelow(0.1).to("cascadeflow:probe:m"))
                        .tier("large")
                        .to("cascadeflow:probe:dear")))
                .hasMessageContaining("skipBelow needs a gate with a fitted profile; name it by gate");
        assertThat(complaintAbout(cascade -> cascade.gate(profile)
                        .tier("small")
                        .to("cascadeflow:probe:m")
                        .tier(
                                "large",
                                tier -> tier.acceptAbove(0.5).skipBelow(0.1).to("cascadeflow:probe:dear"))))
                .hasMessageContaining("tier 'large': the last tier answers for all others and is never skipped");
        String simple = FittedGates.write(folder, "simple.json", FittedGates.weighing("arithmetic.sound"));
        assertThat(complaintAbout(small(simple, tier -> tier.acceptAbove(0.5).skipBelow(0.1))))
                .hasMessageContaining("did not learn from questions when a draft will not do; fit it again");
    }

    @Test
    void autoNeedsAPriceRatioThatASkipCanPayBy() throws Exception {
        String unpriced = FittedGates.write(folder, "unpriced.json", withRatio(null));
        assertThat(complaintAbout(small(unpriced, tier -> tier.acceptAbove(0.5).skipBelow("auto"))))
                .hasMessageContaining(
                        "write a chance such as 0.1, or fit it with both prices: java -jar replay.jar fit --price");
        String dearer = FittedGates.write(folder, "dearer.json", withRatio(1.5));
        assertThat(complaintAbout(small(dearer, tier -> tier.acceptAbove(0.5).skipBelow("auto"))))
                .hasMessageContaining("a draft costs 1.5 times what the next answer costs");
    }

    private static FittedProfile withRatio(@Nullable Double ratio) {
        FittedProfile known = fitted();
        return new FittedProfile(
                known.name(),
                known.models(),
                known.samples(),
                known.source(),
                known.weights(),
                known.calibration(),
                known.metrics(),
                known.certified(),
                known.reference(),
                new FittedProfile.Skip(Objects.requireNonNull(known.skip()).outlook(), ratio),
                known.escalation(),
                known.early());
    }

    @Test
    void aProfileThatMayNotBeUsedSkipsNothing() throws Exception {
        Path file = folder.resolve("made-up.json");
        Files.writeString(file, Files.readString(file).replace("\"made-up\"", "\"made-down\""));

        Decision decision = decision(with(this::auto).context.ask("direct:in", LONG));

        assertThat(decision.skipped()).isEmpty();
        assertThat(decision.attempts()).extracting(Attempt::accepted).containsExactly(false, true);
    }

    private static Consumer<CascadeDefinition> small(String gate, Consumer<TierDefinition> options) {
        return cascade -> cascade.gate(gate)
                .tier("small", tier -> {
                    options.accept(tier);
                    tier.to("cascadeflow:probe:m");
                })
                .tier("large")
                .to("cascadeflow:probe:dear");
    }
}
