package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.cascade.AnswerRejectedException;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.cascade.Reason;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.policy.PolicyDeniedException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's rules hold on every way there is. */
class PoliciesInRoutesTest {

    private static final String M = "cascadeflow:probe:m";
    private static final String DEAR = "cascadeflow:probe:dear";
    private static final String SUPPORT = "cascadeflow:cascade:support";
    private static final String NEVER_DEAR = "{name: local, then: {requireTags: [onprem]}}";

    private static final String CONFIGURATION = """
            models:
              "probe:m": {input: 1, output: 10, tags: [onprem, eu]}
              "probe:dear": {input: 10, output: 100}
              "probe:other": {input: 1, output: 10, tags: onprem}
            cascades:
              support:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:dear"}
              plain:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m"}
                  - {name: large, uri: "cascadeflow:probe:dear"}
                gate: {auditShare: 0.99, auditJudge: "cascadeflow:probe:dear"}
              either:
                tiers:
                  - {name: both, uris: ["cascadeflow:probe:dear", "cascadeflow:probe:m"]}
              hedged:
                tiers:
                  - {name: both, uris: ["cascadeflow:probe:m", "cascadeflow:probe:dear"]}
                latency: {hedgeAfter: 1ms}
              around:
                tiers:
                  - {name: inner, uri: "cascadeflow:cascade:support", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:dear"}
            ledger: {memory: true}
            budgets: [{name: company, limit: 1, window: day}]
            policies:
            """;

    @TempDir
    Path folder;

    private @Nullable ProbeContext context;

    private ProbeContext with(String... rules) throws Exception {
        Path file = Files.writeString(
                folder.resolve("policies.yaml"), CONFIGURATION + "  - " + String.join("\n  - ", rules) + "\n");
        context = new ProbeContext(component -> component.setConfiguration("file:" + file));
        return context;
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
        }
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
                DEAR,
                DEAR + "?streaming=true",
                DEAR + "?samples=3",
                DEAR + "?selfCheck=true&logprobs=true",
                M + "?judge=RAW(cascadeflow:probe:dear)",
                SUPPORT,
                SUPPORT + "?streaming=true",
                SUPPORT + "?tiers=probe:m,probe:dear&acceptAbove=0.9",
                "cascadeflow:cascade:plain",
                "cascadeflow:cascade:either",
                "cascadeflow:cascade:hedged",
                "cascadeflow:cascade:around",
                "direct:eip",
                "direct:steps",
                "direct:tap",
                "direct:split",
                "direct:after",
            })
    void aModelThatIsNotAllowedIsAskedOnNoWay(String way) throws Exception {
        assertThat(asked(on(way, NEVER_DEAR.replace("{name: local,", "{name: local, mode: observe,"))))
                .as("without the rule")
                .contains("dear");
        close();
        assertThat(asked(on(way, NEVER_DEAR))).doesNotContain("dear");
    }

    /** Asks, and stops, so that nothing is under way any more. */
    private ProbeContext on(String way, String rule) throws Exception {
        ProbeContext with = with(rule);
        // slow enough for a second endpoint to be asked
        with.probe.answers(call -> CompletableFuture.supplyAsync(
                () -> ProbeProvider.reply("4"), CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS)));
        with.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:eip").errorHandler(noErrorHandler()))
                        .id("eip")
                        .tier("small")
                        .acceptAbove(0.75)
                        .to(M)
                        .tier("large")
                        .to(DEAR);
                from("direct:steps").errorHandler(noErrorHandler()).to("direct:hidden");
                from("direct:hidden").errorHandler(noErrorHandler()).toD("cascadeflow:probe:${header.which}");
                from("direct:tap")
                        .errorHandler(noErrorHandler())
                        .wireTap(DEAR)
                        .end()
                        .to(M);
                from("direct:split")
                        .errorHandler(noErrorHandler())
                        .split(body().tokenize(" "))
                        .to(DEAR);
                from("direct:after").errorHandler(noErrorHandler()).to(SUPPORT).to(DEAR);
            }
        });
        with.ask(way, "one two", Map.of("which", "dear"));
        with.camel.stop();
        return with;
    }

    @Test
    void aTierThatIsLeftOutIsOnRecordWithTheRule() throws Exception {
        ProbeContext with = with(NEVER_DEAR);
        Exchange exchange = with.ask(SUPPORT, "?");

        assertThat(exchange.getException()).isInstanceOf(AnswerRejectedException.class);
        assertThat(decision(exchange).outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(decision(exchange).skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.reason().code()).isEqualTo(Reason.Code.POLICY);
            assertThat(skipped.reason().text()).isEqualTo("tier 'large': was left out by rule 'local'");
        });
    }

    @Test
    void aDenialNamesItsRulesAndNothingIsAskedOrPaid() throws Exception {
        ProbeContext with = with("{name: closed, when: \"${header.region} == 'eu'\", then: {deny: true}}");
        Exchange denied = with.ask(SUPPORT, "?", Map.of("region", "eu"));
        Exchange alone = with.ask(M, "?", Map.of("region", "eu"));

        assertThat(denied.getException())
                .isInstanceOf(PolicyDeniedException.class)
                .hasMessage("this call is denied by rule 'closed'");
        assertThat(decision(denied).reason().code()).isEqualTo(Reason.Code.POLICY);
        assertThat(decision(denied).attempts()).isEmpty();
        assertThat(alone.getException())
                .isInstanceOf(PolicyDeniedException.class)
                .hasMessage("the model probe:m is not allowed for this call by rule 'closed'");
        assertThat(with.probe.count()).isZero();
        assertThat(with.lines()).isEmpty();
        assertThat(with.ask(M, "?", Map.of("region", "us")).getException()).isNull();
    }

    @Test
    void factsOfTheCallDecide() throws Exception {
        ProbeContext with = with(
                "{name: acme, when: {tenant: [acme, evil]}, then: {deny: true}}",
                "{name: personal, when: {tags: personal}, then: {deny: true}}",
                "{name: long, when: {promptTokensAbove: 1000}, then: {deny: true}}",
                "{name: tools, when: {tools: refund}, then: {deny: true}}",
                "{name: hurry, when: {deadlineLeftBelow: 5}, then: {deny: true}}",
                "{name: plain, when: {cascade: plain}, then: {deny: true}}",
                "{name: team, when: {header: {team: red}, not: {user: boss}}, then: {deny: true}}",
                "{name: law, when: {any: [{domain: law}, {project: court}]}, then: {deny: true}}");
        assertDenied(with, M, "?", Map.of(CascadeFlowConstants.TENANT, "acme"), "acme");
        assertDenied(with, M, "?", Map.of(CascadeFlowConstants.TAGS, "urgent, personal"), "personal");
        assertDenied(with, M, "?", Map.of(CascadeFlowConstants.TAGS, List.of("personal")), "personal");
        assertDenied(with, M, "x".repeat(2000), Map.of(), "long");
        ChatRequest refund = ChatRequest.of(List.of(ChatMessage.user("?")))
                .withTools(Tools.of(new ToolSpec("refund", "Pays back.", "{\"type\":\"object\"}", null)));
        assertDenied(with, M, refund, Map.of(), "tools");
        assertDenied(with, M, "?", Map.of(CascadeFlowConstants.DEADLINE, "3s"), "hurry");
        assertDenied(with, "cascadeflow:cascade:plain", "?", Map.of(), "plain");
        assertDenied(with, M, "?", Map.of("team", "red"), "team");
        assertDenied(with, M, "?", Map.of(CascadeFlowConstants.PROJECT, "court"), "law");
        assertThat(with.probe.count()).isZero();
        assertThat(with.ask(M, "?", Map.of("team", "red", CascadeFlowConstants.USER, "boss"))
                        .getException())
                .isNull();
    }

    private static void assertDenied(
            ProbeContext with, String uri, Object body, Map<String, Object> headers, String rule) {
        assertThat(with.ask(uri, body, headers).getException())
                .isInstanceOfSatisfying(
                        PolicyDeniedException.class,
                        denied -> assertThat(denied.rules()).containsExactly(rule));
    }

    @Test
    void whatCannotBeEvaluatedAppliesAndRelaxesNothing() throws Exception {
        ProbeContext with = with(
                "{name: broken, when: \"${mandatoryBodyAs(java.util.UUID)} == 'x'\", then: {maxTier: small, relax: {acceptAbove: 0}}}");
        with.probe.answers(ProbeProvider.reply("4"));
        Exchange exchange = with.ask(SUPPORT, "?");

        assertThat(exchange.getException()).isInstanceOf(AnswerRejectedException.class);
        assertThat(asked(with)).containsExactly("m");
        assertThat(Objects.requireNonNull(
                        decision(exchange).attempts().get(0).tier().acceptAbove()))
                .isEqualTo(0.75);
    }

    @Test
    void anExpressionThatTakesTooLongAppliesToo() throws Exception {
        MovableClock clock = new MovableClock();
        Predicate slow = exchange -> {
            clock.advance(Duration.ofSeconds(2));
            return false;
        };
        Path file = Files.writeString(
                folder.resolve("slow.yaml"),
                CONFIGURATION + "  - {name: slow, when: {language: ref, expression: slow}, then: {deny: true}}\n");
        context = new ProbeContext(
                component -> {
                    component.getCamelContext().getRegistry().bind("slow", slow);
                    component.setConfiguration("file:" + file);
                },
                clock);

        assertThat(context.ask(M, "?").getException()).hasMessageEndingWith("by rule 'slow'");
    }

    @Test
    void rulesThatAreObservedOrOffChangeNothing() throws Exception {
        ProbeContext with =
                with("{name: seen, mode: observe, then: {deny: true}}", "{name: off, mode: off, then: {deny: true}}");
        Exchange exchange = with.ask(SUPPORT, "?");

        assertThat(exchange.getException()).isNull();
        assertThat(asked(with)).containsExactly("m", "dear");
    }

    @Test
    void anExpressionAboutTheBodySeesItsTextInAnyForm() throws Exception {
        String rule = "{name: best, when: \"${body} contains 'refund'\", then: {startAt: large}}";
        for (Object body : List.of(
                "a refund?",
                new ByteArrayInputStream("a refund?".getBytes(StandardCharsets.UTF_8)),
                ChatRequest.of("a refund?"))) {
            assertStartsAtLarge(with(rule), body);
            close();
        }
    }

    private static void assertStartsAtLarge(ProbeContext with, Object body) {
        Exchange exchange = with.ask(SUPPORT, body);

        assertThat(exchange.getException()).isNull();
        assertThat(asked(with)).containsExactly("dear");
        assertThat(exchange.getMessage().getHeader(CascadeFlowConstants.TIER)).isEqualTo("large");
    }

    @Test
    void aForcedTierThatIsLeftOutIsDenied() throws Exception {
        ProbeContext with = with(NEVER_DEAR);
        Exchange exchange = with.ask(SUPPORT, "?", Map.of(CascadeFlowConstants.FORCE_TIER, "large"));

        assertThat(exchange.getException())
                .isInstanceOf(PolicyDeniedException.class)
                .hasMessage("tier 'large' of cascade 'support', which the caller forces, is left out by rule 'local'");
        assertThat(with.probe.count()).isZero();
    }

    @Test
    void maxCostHoldsForADecisionAndForARun() throws Exception {
        ProbeContext with = with(
                "{name: one, when: {tenant: small}, then: {maxCost: 0.03}}",
                "{name: run, when: {tenant: large}, then: {maxRunCost: 0.05}}");
        Map<String, Object> small = Map.of(CascadeFlowConstants.TENANT, "small");
        assertThat(with.ask(M, "?", small).getException()).isInstanceOf(BudgetExceededException.class);
        assertThat(with.probe.count()).isZero();

        Map<String, Object> run = Map.of(CascadeFlowConstants.TENANT, "large", CascadeFlowConstants.RUN_ID, "r1");
        for (int i = 0; i < 5; i++) {
            assertThat(with.ask(M, "?", run).getException()).isNull();
        }
        assertThat(with.ask(M, "?", run).getException()).isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void aBudgetThatIsNearlyUsedNarrows() throws Exception {
        ProbeContext with = with("{name: tight, when: {budgetUsedAbove: 0.002}, then: {maxTier: small}}");
        assertThat(with.ask(SUPPORT, "?").getException()).isNull();
        assertThat(asked(with)).containsExactly("m", "dear");
        assertThat(with.ask(SUPPORT, "?").getException()).isInstanceOf(AnswerRejectedException.class);
        assertThat(asked(with)).containsExactly("m", "dear", "m");
    }

    @Test
    void deniedToolsAreNotTold() throws Exception {
        ProbeContext with = with("{name: careful, then: {denyTools: refund}}");
        ChatRequest both = ChatRequest.of(List.of(ChatMessage.user("?")))
                .withTools(Tools.of(
                        new ToolSpec("refund", "Pays back.", "{\"type\":\"object\"}", null),
                        new ToolSpec("look", "Looks.", "{\"type\":\"object\"}", null)));
        assertThat(with.ask(M, both).getException()).isNull();
        assertThat(with.probe.lastRequest().tools().specs())
                .extracting(ToolSpec::name)
                .containsExactly("look");
    }

    @Test
    void aDeadlineOfARuleHoldsForTheCall() throws Exception {
        ProbeContext with = with("{name: quick, then: {deadline: 2s}}");
        CompletableFuture<?> arrived = with.probe.arrived();
        assertThat(with.ask(M, "?").getException()).isNull();
        arrived.get(20, TimeUnit.SECONDS);
        assertThat(with.probe.lastCall().deadline())
                .isBeforeOrEqualTo(with.component().clock().instant().plusSeconds(2));
    }

    @Test
    void aLanguageThatThereIsNotIsToldAtTheStart() {
        assertThatThrownBy(() -> with("{name: a, when: {language: klingon, expression: 'x'}, then: {deny: true}}"))
                .hasStackTraceContaining("'x' is no condition in the language klingon");
    }

    @Test
    void aRuleMayAskWhatTheFirstTierMayCostAtMost() throws Exception {
        ProbeContext with =
                with("{name: too-dear-for-a-try, when: {estimatedCostAbove: 0.01}, then: {startAt: large}}");

        // 4,096 tokens at 10 USD a million
        with.ask(SUPPORT, "q");
        assertThat(asked(with)).containsExactly("dear");

        with.probe.calls().clear();
        with.ask(SUPPORT, "q", Map.of(CascadeFlowConstants.MAX_TOKENS, 10));
        assertThat(asked(with)).startsWith("m");
    }

    @Test
    void samplesCountAndWhatNobodyCanTellIsNotThere() throws Exception {
        ProbeContext with = with(
                "{name: any, when: {estimatedCostAbove: 0}, then: {deny: true}}",
                "{name: none, when: {estimatedCostBelow: 1000}, then: {deny: true}}");
        with.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:own"))
                        .tier("steps", tier -> tier.setBody().constant("mine"))
                        .end();
            }
        });

        assertThat(with.ask("direct:own", "q").getException()).isNull();
        assertThat(with.ask(M, "q").getException()).as("asked on its own").isNull();
        assertThat(with.ask(SUPPORT, "q").getException()).isInstanceOf(PolicyDeniedException.class);
        close();

        ProbeContext three = with("{name: three, when: {estimatedCostAbove: 0.1}, then: {deny: true}}");
        assertThat(three.ask(SUPPORT + "?tiers=cascadeflow:probe:m", "q").getException())
                .isNull();
        assertThat(three.ask("cascadeflow:cascade:x?tiers=RAW(cascadeflow:probe:m?samples=3)", "q")
                        .getException())
                .isInstanceOf(PolicyDeniedException.class);
    }
}
