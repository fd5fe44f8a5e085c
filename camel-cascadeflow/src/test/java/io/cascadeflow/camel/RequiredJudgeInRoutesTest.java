package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.cascade.AnswerRejectedException;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.cascade.Reason.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a rule requires a judge, no draft is accepted that none has looked at. */
class RequiredJudgeInRoutesTest {

    private static final String JUDGE = "&judge=RAW(cascadeflow:probe:judge)";
    private static final String CONFIGURATION = """
            models:
              "probe:m": {input: 1, output: 10}
              "probe:dear": {input: 10, output: 100}
              "probe:judge": {input: 1, output: 10}
            cascades:
              bare:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m?gate=#sure", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:dear"}
              free:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m"}
                  - {name: large, uri: "cascadeflow:probe:dear"}
              judged:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m?gate=#sure&judge=RAW(cascadeflow:probe:judge)", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:dear"}
              around:
                tiers:
                  - {name: inner, uri: "cascadeflow:cascade:alone"}
                  - {name: large, uri: "cascadeflow:probe:dear"}
              alone:
                tiers:
                  - {name: only, uri: "cascadeflow:probe:m"}
            ledger: {memory: true}
            policies:
            """;

    @TempDir
    Path folder;

    private @Nullable ProbeContext context;

    private ProbeContext with(String rule) throws Exception {
        Path file = Files.writeString(folder.resolve("judge.yaml"), CONFIGURATION + "  - " + rule + "\n");
        context = new ProbeContext(component -> component.setConfiguration("file:" + file));
        return context;
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
        }
    }

    private static void judgesSay(ProbeContext with, String score) {
        with.probe.answers(call -> CompletableFuture.completedFuture(
                ProbeProvider.reply(call.model().equals("judge") ? score : "4")));
    }

    private static List<String> asked(ProbeContext with) {
        return with.probe.calls().stream().map(call -> call.model()).toList();
    }

    private static Decision decision(Exchange exchange) {
        return Traces.of(exchange).get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cascadeflow:cascade:bare",
                "cascadeflow:cascade:bare?streaming=true",
                "cascadeflow:cascade:free",
                "cascadeflow:cascade:around",
                "cascadeflow:cascade:judged?tiers=probe:m,probe:dear"
            })
    void aDraftThatNoJudgeLookedAtIsNotAccepted(String way) throws Exception {
        assertThat(asked(asking("{name: look, mode: observe, then: {requireJudge: true}}", way)))
                .as("without the rule")
                .containsExactly("m");
        close();
        assertThat(asked(asking("{name: look, then: {requireJudge: true}}", way)))
                .containsExactly("m", "dear");
    }

    /** And stops, so that nothing is under way any more. */
    private ProbeContext asking(String rule, String way) throws Exception {
        ProbeContext with = with(rule);
        with.ask(way, "?");
        with.camel.stop();
        return with;
    }

    @Test
    void whatAJudgeLookedAtIsAcceptedByTheTiersOwnRules() throws Exception {
        ProbeContext with = with("{name: look, then: {requireJudge: true}}");
        judgesSay(with, "0.9");
        Exchange exchange = with.ask("cascadeflow:cascade:judged", "?");

        assertThat(asked(with)).containsExactly("m", "judge");
        assertThat(decision(exchange).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(exchange.getMessage().getHeader(CascadeFlowConstants.SIGNALS, Map.class))
                .containsEntry("judge.score", 0.9);
    }

    @Test
    void aJudgeThatGivesNoScoreHasNotLooked() throws Exception {
        ProbeContext with = with("{name: look, then: {requireJudge: true}}");
        judgesSay(with, "Well.");
        Exchange exchange = with.ask("cascadeflow:cascade:judged", "?");

        assertThat(asked(with)).containsExactly("m", "judge", "dear");
        assertThat(decision(exchange).outcome()).isEqualTo(Outcome.ESCALATED);
        assertThat(decision(exchange).attempts().get(0).reason()).satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(Code.NOT_JUDGED);
            assertThat(reason.text()).isEqualTo("tier 'small': was not judged, and a judge must have looked at it");
        });
    }

    /** Promise 5: what is demanded holds together, and a relaxation of the threshold gives no judge away. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "requireJudge: true, acceptAbove: 0.95",
                "requireJudge: true, acceptAbove: 0.95, relax: {acceptAbove: 0}"
            })
    void theThresholdStaysWhatItIs(String then) throws Exception {
        ProbeContext with = with("{name: look, then: {" + then + "}}");
        judgesSay(with, "1");
        Exchange exchange = with.ask("cascadeflow:cascade:judged", "?");

        assertThat(decision(exchange).attempts().get(0).reason().code()).isEqualTo(Code.BELOW_THRESHOLD);
        assertThat(decision(exchange).outcome()).isEqualTo(Outcome.ESCALATED);
    }

    @Test
    void noRelaxationGivesTheJudgeAway() throws Exception {
        ProbeContext with = with("{name: look, then: {requireJudge: true, relax: {acceptAbove: 0}}}");
        Exchange exchange = with.ask("cascadeflow:cascade:bare", "?");

        assertThat(decision(exchange).attempts().get(0).reason().code()).isEqualTo(Code.NOT_JUDGED);
    }

    @Test
    void aTierThatTheCallerForcesIsNoExceptionUnlessItIsTheLast() throws Exception {
        ProbeContext with = with("{name: look, then: {requireJudge: true}}");
        Exchange draft = with.ask("cascadeflow:cascade:bare", "?", Map.of(CascadeFlowConstants.FORCE_TIER, "small"));
        Exchange last = with.ask("cascadeflow:cascade:bare", "?", Map.of(CascadeFlowConstants.FORCE_TIER, "large"));

        assertThat(draft.getException()).isInstanceOf(AnswerRejectedException.class);
        assertThat(decision(draft).reason().code()).isEqualTo(Code.NOT_JUDGED);
        assertThat(last.getException()).isNull();
    }

    @Test
    void theLastTierThatIsLeftNeedsNone() throws Exception {
        ProbeContext with = with("{name: look, then: {requireJudge: true, maxTier: small}}");
        Exchange exchange = with.ask("cascadeflow:cascade:free", "?");

        assertThat(exchange.getException()).isNull();
        assertThat(asked(with)).containsExactly("m");
    }

    @Test
    void whatStepsMadeOfAJudgedAnswerIsNotJudged() throws Exception {
        ProbeContext with = with("{name: look, then: {requireJudge: true}}");
        judgesSay(with, "1");
        with.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:in").errorHandler(noErrorHandler()))
                        .id("changed")
                        .tier(
                                "small",
                                tier -> tier.to("cascadeflow:probe:m?gate=#sure" + JUDGE)
                                        .transform()
                                        .simple("${body} or 5"))
                        .tier("large")
                        .to("cascadeflow:probe:dear");
            }
        });
        Exchange exchange = with.ask("direct:in", "?");

        assertThat(decision(exchange).attempts().get(0).reason().code()).isEqualTo(Code.NOT_JUDGED);
        assertThat(asked(with)).containsExactly("m", "judge", "dear");
    }
}
