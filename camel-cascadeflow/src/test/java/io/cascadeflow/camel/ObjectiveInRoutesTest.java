package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Reason;
import io.cascadeflow.cascade.Skipped;
import io.cascadeflow.confidence.FittedProfile;
import io.cascadeflow.confidence.FittedProfile.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** A cascade with an objective, and a profile by which only the large model answers long questions rightly. */
class ObjectiveInRoutesTest extends MadeUpFixture {

    private static final String WEIGHED = "cascadeflow:cascade:weighed";

    private BudgetFixture with(String objective, String more) throws Exception {
        FittedProfile known = fitted();
        profile = FittedGates.write(
                folder,
                "weighed.json",
                new FittedProfile(
                        known.name(),
                        new Models(known.models().small(), "probe:dear"),
                        known.samples(),
                        known.source(),
                        known.weights(),
                        known.calibration(),
                        known.metrics(),
                        known.certified(),
                        known.reference(),
                        known.skip(),
                        known.escalation(),
                        known.early()));
        return with("""
                  weighed:
                    tiers:
                      - {name: small, uri: "cascadeflow:probe:m", acceptAbove: 0.5}
                      - {name: large, uri: "cascadeflow:probe:dear"}
                    gate: {profile: "%s"}
                %s%s""".formatted(profile, objective, more));
    }

    private BudgetFixture weighing(String objective) throws Exception {
        return with("    objective: {%s}\n".formatted(objective), "");
    }

    private static Skipped skipped(Exchange exchange) {
        assertThat(decision(exchange).skipped()).hasSize(1);
        return decision(exchange).skipped().get(0);
    }

    @Test
    void aDraftThatWouldHardlyBeAcceptedIsNotWorthItsPrice() throws Exception {
        BudgetFixture with = weighing("cost: 1");

        Exchange quick = with.context.ask(WEIGHED, SHORT);
        Exchange hard = with.context.ask(WEIGHED, LONG);

        assertThat(header(quick, CascadeFlowConstants.TIERS)).isEqualTo("small");
        assertThat(decision(quick).skipped()).isEmpty();
        assertThat(header(hard, CascadeFlowConstants.TIERS)).isEqualTo("large");
        assertThat(skipped(hard).reason().code()).isEqualTo(Reason.Code.OBJECTIVE);
        assertThat(skipped(hard).reason().text())
                .startsWith(
                        "tier 'small': was skipped by the objective (quality 0.00, cost 1.00, latency 0.00, energy 0.00): from tier 'large' on: right ")
                .contains(" USD, unknown s, unknown Wh; from tier 'small' on: right 0.");
        assertThat(with.lines())
                .extracting(line -> line.call().model().toString())
                .containsExactly("probe:m", "probe:dear");
    }

    @Test
    void onlyQualityTakesTheModelThatIsRightMoreOften() throws Exception {
        BudgetFixture with = weighing("quality: 1");
        assertThat(header(with.context.ask(WEIGHED, LONG), CascadeFlowConstants.TIERS))
                .isEqualTo("large");
    }

    @Test
    void whatNobodyKnowsLeavesTheTiersAsTheyAre() throws Exception {
        for (String objective : new String[] {"latency: 1", "energy: 2"}) {
            BudgetFixture with = weighing(objective);
            Decision decision = decision(with.context.ask(WEIGHED, LONG));
            assertThat(decision.skipped()).as(objective).isEmpty();
        }
    }

    @Test
    void aForcedTierIsAskedAndRulesComeFirst() throws Exception {
        BudgetFixture with = with(
                "    objective: {cost: 1}\n",
                "policies:\n  - {name: local, when: {tenant: acme}, then: {maxTier: small}}\n");

        Exchange forced = with.context.ask(WEIGHED, LONG, Map.of(CascadeFlowConstants.FORCE_TIER, "small"));
        Exchange narrowed = with.context.ask(WEIGHED, LONG, Map.of(CascadeFlowConstants.TENANT, "acme"));

        assertThat(header(forced, CascadeFlowConstants.TIERS)).isEqualTo("small");
        assertThat(header(narrowed, CascadeFlowConstants.TIERS)).isEqualTo("small");
        assertThat(Traces.of(narrowed).get(0).skipped())
                .singleElement()
                .satisfies(each -> assertThat(each.reason().code()).isEqualTo(Reason.Code.POLICY));
    }

    @Test
    void whatRulesSayCountsInPlaceOfWhatTheCascadeSays() throws Exception {
        BudgetFixture with =
                with("", "policies:\n  - {name: thrift, when: {tenant: acme}, then: {weights: {cost: 1}}}\n");

        assertThat(decision(with.context.ask(WEIGHED, LONG)).skipped()).isEmpty();
        assertThat(skipped(with.context.ask(WEIGHED, LONG, Map.of(CascadeFlowConstants.TENANT, "acme")))
                        .reason()
                        .code())
                .isEqualTo(Reason.Code.OBJECTIVE);
        assertThat(header(
                        with.context.ask(WEIGHED, SHORT, Map.of(CascadeFlowConstants.TENANT, "acme")),
                        CascadeFlowConstants.TIERS))
                .isEqualTo("small");
    }

    @Test
    void rulesThatAreOnlyObservedWeighNothing() throws Exception {
        BudgetFixture with = with("", "policies:\n  - {name: thrift, mode: observe, then: {weights: {cost: 1}}}\n");
        assertThat(decision(with.context.ask(WEIGHED, LONG)).skipped()).isEmpty();
    }

    @Test
    void withoutAProfileTheShareThatWasAcceptedLatelySaysWhetherADraftPays() throws Exception {
        BudgetFixture with = with("""
                  plain:
                    tiers:
                      - {name: small, uri: "cascadeflow:probe:m?gate=#unsure", acceptAbove: 0.5}
                      - {name: large, uri: "cascadeflow:probe:dear"}
                    objective: {cost: 1}
                """);
        for (int i = 0; i < 10; i++) {
            assertThat(header(with.context.ask("cascadeflow:cascade:plain", SHORT), CascadeFlowConstants.TIERS))
                    .as("asked while too little is known")
                    .isEqualTo("small>large");
        }

        Exchange known = with.context.ask("cascadeflow:cascade:plain", SHORT);

        assertThat(header(known, CascadeFlowConstants.TIERS)).isEqualTo("large");
        assertThat(skipped(known).reason().code()).isEqualTo(Reason.Code.OBJECTIVE);
    }

    @Test
    void ofModelsThatAnswerAnythingTheOneThatTakesLessEnergyIsAsked() throws Exception {
        for (String energy : List.of("energy: {output: 0.1}", "tags: unknown")) {
            Path file = Files.writeString(folder.resolve("green.yaml"), """
                    models:
                      "probe:m": {input: 1, output: 10, energy: {output: 2.5}}
                      "probe:dear": {input: 10, output: 100, %s}
                    cascades:
                      green:
                        tiers:
                          - {name: near, uri: "cascadeflow:probe:m"}
                          - {name: far, uri: "cascadeflow:probe:dear"}
                        objective: {energy: 1}
                    """.formatted(energy));
            try (ProbeContext context = new ProbeContext(component -> component.setConfiguration("file:" + file))) {
                assertThat(context.ask("cascadeflow:cascade:green", "q")
                                .getMessage()
                                .getHeader(CascadeFlowConstants.TIERS))
                        .as(energy)
                        .isEqualTo(energy.startsWith("tags") ? "near" : "far");
            }
        }
    }
}
