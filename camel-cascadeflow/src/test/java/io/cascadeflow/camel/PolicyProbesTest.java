package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.policy.CascadeFlowPolicies;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Reason.Code;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.PolicyDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the original's rules broke; the numbers are those of docs/probes.md. */
class PolicyProbesTest {

    private static final String THREE = "cascadeflow:cascade:three";
    private static final String CONFIGURATION = """
            models:
              "probe:cheap": {input: 1, output: 1}
              "probe:mid": {input: 2, output: 2, tags: [tools, onprem, no-training, no-retention]}
              "probe:big": {input: 3, output: 3}
              "probe:law-cheap": {input: 1, output: 1}
              "probe:law-big": {input: 3, output: 3}
            cascades:
              three:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:cheap?gate=#unsure", acceptAbove: 0.75}
                  - {name: medium, uri: "cascadeflow:probe:mid?gate=#unsure", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:big"}
                gate: {auditShare: 1}
              pair:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:cheap", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:big"}
              domains:
                tiers:
                  - {name: small, uris: ["cascadeflow:probe:cheap?gate=#unsure", "cascadeflow:probe:law-cheap?gate=#unsure"], acceptAbove: 0.75}
                  - {name: large, uris: ["cascadeflow:probe:big", "cascadeflow:probe:law-big"]}
              channels:
                tiers:
                  - {name: only, uris: ["cascadeflow:probe:cheap", "cascadeflow:probe:big"]}
            ledger: {memory: true}
            policies:
            """;

    @TempDir
    Path folder;

    private @Nullable ProbeContext context;

    private ProbeContext with(String... rules) throws Exception {
        Path file = Files.writeString(
                folder.resolve("probes.yaml"), CONFIGURATION + "  - " + String.join("\n  - ", rules) + "\n");
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

    private static ChatRequest withTools(String question) {
        return ChatRequest.of(List.of(ChatMessage.user(question)))
                .withTools(Tools.of(new ToolSpec("weather", "Tells it.", "{\"type\":\"object\"}", null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "stream", "tools", "batch"})
    void ofThreeModelsOnlyTheOneThatIsNotExcludedIsAsked(String way) throws Exception { // 28
        ProbeContext with =
                with("{name: acme, when: {tenant: acme}, then: {denyModels: ['probe:cheap', 'probe:big']}}");
        with.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:batch")
                        .errorHandler(noErrorHandler())
                        .split(body().tokenize(" "))
                        .stopOnException()
                        .to(THREE);
            }
        });
        Map<String, Object> acme = Map.of(CascadeFlowConstants.TENANT, "acme");
        switch (way) {
            case "stream" -> with.ask(THREE + "?streaming=true", "?", acme);
            case "tools" -> with.ask(THREE, withTools("?"), acme);
            case "batch" -> with.ask("direct:batch", "one two", acme);
            default -> with.ask(THREE, "?", acme);
        }
        // the audits that come after an answer have ended, too
        with.camel.stop();
        assertThat(asked(with)).isNotEmpty().containsOnly("mid");
    }

    @Test
    void aCascadeWithoutTheAllowedModelIsDenied() throws Exception { // 29
        ProbeContext with = with(
                "{name: only-mid, when: {tenant: acme}, then: {allowModels: 'probe:mid'}}",
                "{name: no-cheap, when: {tenant: other}, then: {denyModels: 'probe:cheap'}}");
        assertThat(with.ask("cascadeflow:cascade:pair", "?", Map.of(CascadeFlowConstants.TENANT, "acme"))
                        .getException())
                .isInstanceOf(PolicyDeniedException.class);
        assertThat(with.probe.count()).isZero();

        with.ask("cascadeflow:cascade:pair", "?", Map.of(CascadeFlowConstants.TENANT, "other"));
        assertThat(asked(with)).containsExactly("big");
    }

    @Test
    void anAllowListWithoutAMatchIsADenialThatNamesIt() throws Exception { // 30
        ProbeContext with = with("{name: only-mistral, then: {allowModels: 'mistral:*'}}");
        assertThat(with.ask(THREE, "?").getException())
                .isInstanceOf(PolicyDeniedException.class)
                .hasMessage("no tier of cascade 'three' is left for this call by rule 'only-mistral'");
        assertThat(with.probe.count()).isZero();
    }

    @Test
    void aWiderListWidensNothingAndAChannelWithoutModelsIsDenied() throws Exception { // 31
        ProbeContext with = with(
                "{name: tenant, when: {tenant: acme}, then: {allowModels: 'probe:mid'}}",
                "{name: everyone, then: {allowModels: 'probe:*'}}");
        Map<String, Object> acme = Map.of(CascadeFlowConstants.TENANT, "acme");
        with.ask(THREE, "?", acme);
        assertThat(asked(with)).containsExactly("mid");

        assertThat(with.ask("cascadeflow:cascade:channels", "?", acme).getException())
                .isInstanceOf(PolicyDeniedException.class)
                .hasMessageEndingWith("by rule 'tenant'");
        assertThat(asked(with)).containsExactly("mid");
    }

    @Test
    void riskWinsOverCostAndAStrictProfileOverALowRisk() throws Exception { // 32
        ProbeContext with = with(
                "{name: save, then: {relax: {acceptAbove: 0}}}",
                "{name: risky, when: {tags: high}, then: {startAt: large}}",
                "{name: law, when: {tags: regulated}, then: {profiles: strict}}");
        with.ask(THREE, "?", Map.of(CascadeFlowConstants.TAGS, "high"));
        assertThat(asked(with)).containsExactly("big");

        Exchange strict = with.ask(THREE, "?", Map.of(CascadeFlowConstants.TAGS, "low, regulated"));
        assertThat(asked(with)).containsExactly("big", "mid");
        assertThat(decision(strict).skipped())
                .extracting(skipped -> skipped.tier().name())
                .containsExactly("small", "large");
        assertThat(decision(strict).attempts().get(0).tier().acceptAbove()).isEqualTo(0.9);
        assertThat(decision(strict).reason().code()).isEqualTo(Code.BELOW_THRESHOLD);
    }

    @Test
    void aHeartbeatIsAnsweredByTheCheapest() throws Exception { // 33
        ProbeContext with = with(
                "{name: background, when: {header: {traffic: [heartbeat, cron]}}, then: {maxTier: small, relax: {acceptAbove: 0}}}");
        assertThat(with.ask(THREE, "?", Map.of("traffic", "cron")).getException())
                .isNull();
        assertThat(asked(with)).containsExactly("cheap");

        assertThat(with.ask(THREE, "?", Map.of("traffic", "people")).getException())
                .isNull();
        assertThat(asked(with)).containsExactly("cheap", "cheap", "mid", "big");
    }

    @Test
    void aForcedTierAndARequiredJudgeHoldWithTools() throws Exception { // 34
        ProbeContext with = with(
                "{name: direct, when: {tenant: acme}, then: {forceTier: large}}",
                "{name: verified, when: {tags: facts}, then: {requireJudge: true, relax: {acceptAbove: 0}}}");
        with.ask(THREE, withTools("What is the weather?"), Map.of(CascadeFlowConstants.TENANT, "acme"));
        assertThat(asked(with)).containsExactly("big");

        Exchange verified =
                with.ask(THREE, withTools("What is the weather?"), Map.of(CascadeFlowConstants.TAGS, "facts"));
        assertThat(decision(verified).attempts().subList(0, 2))
                .extracting(attempt -> attempt.reason().code())
                .containsOnly(Code.NOT_JUDGED);
        assertThat(asked(with)).containsExactly("big", "cheap", "mid", "big");
    }

    @Test
    void aDomainWithModelsOfItsOwnAsksThose() throws Exception { // 35
        ProbeContext with =
                with("{name: law, when: {domain: law}, then: {allowModels: ['probe:law-cheap', 'probe:law-big']}}");
        with.ask("cascadeflow:cascade:domains", "?", Map.of(CascadeFlowConstants.DOMAIN, "law"));
        assertThat(asked(with)).containsExactly("law-cheap", "law-big");

        with.ask("cascadeflow:cascade:domains", "?");
        assertThat(asked(with)).containsExactly("law-cheap", "law-big", "cheap", "big");
    }

    @Test
    void aModelThatCannotUseToolsGetsNone() throws Exception { // 36
        ProbeContext with = with("{name: able, when: {tools: weather}, then: {requireTags: tools}}");
        with.ask(THREE, withTools("What is the weather?"));
        assertThat(asked(with)).containsExactly("mid");
    }

    @Test
    void requestsLeaveThePolicyAsItIs() throws Exception { // 37
        ProbeContext with = with(
                "{name: a, when: {tenant: acme}, then: {denyModels: 'probe:big'}}",
                "{name: b, when: \"${body} contains 'refund'\", then: {startAt: medium}}");
        Policy before = CascadeFlowPolicies.in(with.camel).policy();
        String written =
                before.rules().stream().map(rule -> rule.text()).toList().toString();
        with.ask(THREE, "?", Map.of(CascadeFlowConstants.TENANT, "acme"));
        with.ask(THREE, "a refund", Map.of());
        with.ask(THREE, withTools("?"), Map.of(CascadeFlowConstants.TAGS, "personal"));

        Policy after = CascadeFlowPolicies.in(with.camel).policy();
        assertThat(after).isEqualTo(before);
        assertThat(after.rules().stream().map(rule -> rule.text()).toList()).hasToString(written);
    }
}
