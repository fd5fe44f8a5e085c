package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.camel.policy.CascadeFlowPolicies;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Reason;
import io.cascadeflow.cascade.Skipped;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.policy.Denial;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.policy.explain.Field;
import io.cascadeflow.policy.explain.PolicyExplanation;
import io.cascadeflow.policy.explain.RuleExplanation;
import io.cascadeflow.policy.explain.TierExplanation;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is explained is what happens, and nothing happens by explaining it. */
class ExplainedPoliciesTest {

    private static final String CONFIGURATION = """
            models:
              "probe:m": {input: 1, output: 10, tags: [onprem, eu]}
              "probe:mid": {input: 2, output: 20, tags: [eu]}
              "probe:dear": {input: 10, output: 100, tags: us}
            cascades:
              support:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m", acceptAbove: 0.75}
                  - {name: middle, uris: ["cascadeflow:probe:mid", "cascadeflow:probe:dear"], acceptAbove: 0.6}
                  - {name: large, uri: "cascadeflow:probe:dear"}
              other:
                tiers: [{name: huge, uri: "cascadeflow:probe:dear"}, {name: nowhere, uri: "cascadeflow:probe:dear"}]
            ledger: {memory: true}
            budgets: [{name: company, limit: 1, window: day}]
            policies:
            """;

    /** Each alone, and all pairs of them. */
    private static final List<String> THEN = List.of(
            "{requireTags: [eu]}",
            "{excludeTags: [onprem]}",
            "{allowModels: [\"probe:m\", \"probe:mid\"]}",
            "{denyModels: [\"probe:d*\"]}",
            "{startAt: middle}",
            "{maxTier: middle}",
            "{forceTier: large}",
            "{acceptAbove: 0.9}",
            "{acceptAbove: 0.65}",
            "{relax: {acceptAbove: 0.5}}",
            "{deny: true}",
            "{maxTier: huge}");

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

    private static PolicyExplanation explain(ProbeContext with, Object body, Map<String, Object> headers) {
        int before = with.probe.count();
        int lines = with.lines().size();
        PolicyExplanation explanation =
                CascadeFlowPolicies.in(with.camel).explain(question(with, body, headers), "support");
        assertThat(with.probe.count()).isEqualTo(before);
        assertThat(with.lines()).hasSize(lines);
        return explanation;
    }

    private static Exchange question(ProbeContext with, Object body, Map<String, Object> headers) {
        Exchange exchange = new DefaultExchange(with.camel);
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        return exchange;
    }

    /** Every rule by a header of its own, so that one start serves all of them. */
    private static String rule(int i) {
        return "{name: r%d, when: {header: {r%d: \"on\"}}, then: %s}".formatted(i, i, THEN.get(i));
    }

    @Test
    void explainAndTheRunAgree() throws Exception {
        List<String> rules = new ArrayList<>();
        for (int i = 0; i < THEN.size(); i++) {
            rules.add(rule(i));
        }
        rules.add(
                "{name: broken, when: {header: {r0: \"on\"}, expression: \"${mandatoryBodyAs(java.util.UUID)} == 'x'\"}, then: {maxTier: middle}}");
        rules.add("{name: seen, mode: observe, then: {deny: true}}");
        ProbeContext with = with(rules.toArray(String[]::new));
        with.probe.answers(ProbeProvider.reply("4"));
        int denied = 0;
        for (int i = 0; i < THEN.size(); i++) {
            for (int j = i; j < THEN.size(); j++) {
                for (String forced : List.of("", "small", "large")) {
                    Map<String, Object> headers = new HashMap<>(Map.of("r" + i, "on"));
                    headers.put("r" + j, "on");
                    if (!forced.isEmpty()) {
                        headers.put(CascadeFlowConstants.FORCE_TIER, forced);
                    }
                    denied += agreed(with, headers) ? 0 : 1;
                }
            }
        }
        // both kinds were there in number
        assertThat(denied).isBetween(60, 200);
    }

    /** Whether something was asked. */
    private static boolean agreed(ProbeContext with, Map<String, Object> headers) {
        PolicyExplanation explained = explain(with, "?", headers);
        Exchange run = with.ask("cascadeflow:cascade:support", "?", headers);
        Decision decision = Traces.of(run).get(0);
        Denial denial = explained.denial();
        if (denial != null) {
            assertThat(run.getException())
                    .as(headers.toString())
                    .isInstanceOf(PolicyDeniedException.class)
                    .hasMessage(denial.text());
            assertThat(decision.attempts()).isEmpty();
            assertThat(explained.plan()).isEmpty();
            return false;
        }
        assertThat(PolicyDeniedException.in(run.getException())).isNull();
        assertThat(decision.attempts())
                .as(headers.toString())
                .isNotEmpty()
                .extracting(attempt -> attempt.tier().name())
                .containsExactlyElementsOf(explained.plan());
        for (Attempt attempt : decision.attempts()) {
            assertThat(tier(explained, attempt.tier().name()).acceptAbove())
                    .as(headers.toString())
                    .isEqualTo(attempt.tier().acceptAbove());
        }
        assertThat(decision.skipped().stream()
                        .filter(skipped -> skipped.reason().code() == Reason.Code.POLICY)
                        .map(Skipped::reason)
                        .map(Reason::text))
                .containsExactlyElementsOf(explained.tiers().stream()
                        .filter(tier -> !tier.isLeft())
                        .map(tier ->
                                "tier '%s': was left out by %s".formatted(tier.tier(), Denial.names(tier.leftOutBy())))
                        .toList());
        return true;
    }

    private static TierExplanation tier(PolicyExplanation explained, String name) {
        return explained.tiers().stream()
                .filter(tier -> tier.tier().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static RuleExplanation rule(PolicyExplanation explained, String name) {
        return explained.rules().stream()
                .filter(rule -> rule.rule().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itSaysWhichConditionDecidedByWhichFact() throws Exception {
        ProbeContext with = with(
                "{name: eu, when: {header: {region: [eu, ch]}, tenant: acme}, then: {requireTags: [eu]}}",
                "{name: off, mode: off, then: {deny: true}}",
                "{name: long, when: {any: [{promptTokensAbove: 5000}, {user: ann}]}, then: {deny: true}}",
                "{name: gold, when: {not: {project: free}}, then: {relax: {acceptAbove: 0.5}}}",
                "{name: night, when: {time: {from: \"22:00\", until: \"06:00\"}}, then: {maxTier: small}}",
                "{name: secret, when: \"${body} contains 'refund'\", then: {startAt: large}}",
                "{name: tight, when: {budgetUsedBelow: 0.5}, then: {acceptAbove: 0.95, maxCost: 0.10, deadline: 2s}}");
        PolicyExplanation explained =
                explain(with, "a refund for my cat", Map.of("region", "us", CascadeFlowConstants.TENANT, "acme"));

        assertThat(rule(explained, "eu").applied()).isEqualTo("no");
        assertThat(rule(explained, "eu").because())
                .extracting(clause -> clause.text())
                .containsExactly("header.region is ch or eu: header.region is us");
        assertThat(rule(explained, "off").applied()).isEqualTo("off");
        assertThat(rule(explained, "long").because())
                .extracting(clause -> clause.fact())
                .containsExactly("promptTokens is 51", "user is not known");
        assertThat(rule(explained, "gold").because())
                .extracting(clause -> clause.text())
                .containsExactly("not: project is free: project is not known");
        assertThat(rule(explained, "gold").effects())
                .extracting(effect -> effect.text())
                .containsExactly("changes nothing: tier 'large' takes as little anyway");
        assertThat(rule(explained, "night").because().get(0).fact()).isEqualTo("it is 2026-11-23T10:00");
        assertThat(rule(explained, "secret").because())
                .extracting(clause -> clause.text())
                .containsExactly("${body} contains 'refund': holds");
        assertThat(rule(explained, "secret").effects())
                .extracting(effect -> effect.text())
                .containsExactly("leaves out tiers 'small', 'middle'");
        assertThat(explained.text()).doesNotContain("my cat");
        assertThat(json(explained).toString()).doesNotContain("my cat");
    }

    private static JsonNode json(PolicyExplanation explained) {
        return new ObjectMapper().valueToTree(explained.members());
    }

    @Test
    void itNamesPerFieldTheRuleThatSetIt() throws Exception {
        ProbeContext with = with(
                "{name: strict, then: {acceptAbove: 0.9, maxCost: 0.10, maxRunCost: 3}}",
                "{name: stricter, then: {maxCost: 0.05, deadline: 2s}}",
                "{name: local, then: {requireTags: [eu]}}",
                "{name: mild, then: {acceptAbove: 0.7}}",
                "{name: careful, then: {denyTools: refund}}",
                "{name: seen, mode: observe, then: {maxTier: small}}");
        ChatRequest both = ChatRequest.of(List.of(ChatMessage.user("?")))
                .withTools(Tools.of(
                        new ToolSpec("refund", "Pays back.", "{\"type\":\"object\"}", null),
                        new ToolSpec("look", "Looks.", "{\"type\":\"object\"}", null)));
        PolicyExplanation explained = explain(with, both, Map.of());

        assertThat(explained.fields())
                .extracting(Field::name, Field::value, Field::rules)
                .containsExactly(
                        tuple("call", "allowed", Set.of()),
                        tuple("tier small", "may be asked", Set.of()),
                        tuple("acceptAbove small", "0.9", Set.of("strict")),
                        tuple("tier middle", "may be asked", Set.of()),
                        tuple("acceptAbove middle", "0.9", Set.of("strict")),
                        tuple("tier large", "left out", Set.of("local")),
                        tuple("maxCost", "0.05 USD", Set.of("stricter")),
                        tuple("maxRunCost", "3 USD", Set.of("strict")),
                        tuple("deadline", "2 s", Set.of("stricter")),
                        tuple("tool refund", "kept back", Set.of("careful")),
                        tuple("tool look", "told of", Set.of()));
        assertThat(rule(explained, "strict").effects())
                .extracting(effect -> effect.text())
                .containsExactly(
                        "raises the threshold of tier 'small' from 0.75 to 0.9; raises the threshold of tier 'middle' from 0.6 to 0.9",
                        "changes nothing: another rule limits it further",
                        "all calls of the run cost 3 USD at most");
        assertThat(rule(explained, "local").effects())
                .extracting(effect -> effect.text())
                .containsExactly("keeps tier 'middle' from probe:dear; leaves out tier 'large' (probe:dear)");
        assertThat(rule(explained, "mild").changes()).isFalse();
        assertThat(rule(explained, "seen").changes()).isFalse();
        assertThat(explained.plan()).containsExactly("small", "middle");
        assertThat(Objects.requireNonNull(explained.observed()).plan()).containsExactly("small");
        assertThat(explained.text())
                .contains("would: maxTier leaves out tiers 'middle', 'large'")
                .contains("would ask, if observed rules were enforced: small");
        JsonNode json = json(explained);
        assertThat(json.path("observed").path("plan").get(0).asText()).isEqualTo("small");
        assertThat(json.path("tiers")
                        .get(1)
                        .path("denied")
                        .path("probe:dear")
                        .get(0)
                        .asText())
                .isEqualTo("local");
    }

    @Test
    void whatCannotBeEvaluatedIsSaidToBeUnknown() throws Exception {
        ProbeContext with = with(
                "{name: broken, when: \"${mandatoryBodyAs(java.util.UUID)} == 'x'\", then: {maxTier: small, relax: {acceptAbove: 0}}}");
        RuleExplanation broken = rule(explain(with, "?", Map.of()), "broken");

        assertThat(broken.applied()).isEqualTo("unknown");
        assertThat(broken.because().get(0).fact()).isEqualTo("could not be evaluated");
        assertThat(broken.effects())
                .extracting(effect -> effect.text())
                .containsExactly(
                        "leaves out tiers 'middle', 'large'",
                        "changes nothing: what cannot be evaluated relaxes nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"probe:m", "probe:dear"})
    void aModelOnItsOwn(String model) throws Exception {
        ProbeContext with = with("{name: local, then: {requireTags: [eu], maxTier: nowhere, acceptAbove: 0.9}}");
        PolicyExplanation explained =
                CascadeFlowPolicies.in(with.camel).explain(question(with, "?", Map.of()), ModelId.parse(model));
        Exchange run = with.ask("cascadeflow:" + model, "?");

        Denial denial = explained.denial();
        if (model.equals("probe:dear")) {
            assertThat(run.getException())
                    .hasMessage(Objects.requireNonNull(denial).text());
            assertThat(explained.plan()).isEmpty();
        } else {
            assertThat(run.getException()).isNull();
            assertThat(denial).isNull();
            assertThat(explained.text()).contains("no cascade is asked");
        }
    }

    /** What docs/policy.md shows in Java is compiled here, line by line. */
    @Test
    void theExampleOfThePage() throws Exception {
        ProbeContext with = with("{name: local, then: {requireTags: [onprem]}}");
        CamelContext camelContext = with.camel;
        Exchange exchange = question(with, "?", Map.of());
        PolicyExplanation explained = CascadeFlowPolicies.in(camelContext).explain(exchange, "support");
        explained.plan();
        explained.fields();
        explained.text();
        assertThat(explained.plan()).containsExactly("small");

        String here = Files.readString(Path.of("src/test/java/io/cascadeflow/camel/ExplainedPoliciesTest.java"));
        List<String> shown = Files.readAllLines(Path.of("../docs/policy.md")).stream()
                .dropWhile(line -> !line.equals("## Explain"))
                .dropWhile(line -> !line.equals("```java"))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .map(line -> line.replaceFirst(" *//.*", ""))
                .toList();
        assertThat(shown).hasSize(4).allMatch(here::contains);
    }

    @Test
    void aCascadeOfARouteIsExplainedToo() throws Exception {
        ProbeContext with = with("{name: local, when: {cascade: eip}, then: {requireTags: [eu]}}");
        with.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:eip").errorHandler(noErrorHandler()))
                        .id("eip")
                        .tier("first")
                        .acceptAbove(0.75)
                        .to("cascadeflow:probe:m")
                        .tier("last")
                        .to("cascadeflow:probe:dear");
            }
        });
        PolicyExplanation explained = CascadeFlowPolicies.in(with.camel).explain(question(with, "?", Map.of()), "eip");

        assertThat(explained.plan()).containsExactly("first");
        assertThat(with.probe.count()).isZero();
    }

    @Test
    void afterAReloadTheNewRulesAndTiersAreExplained() throws Exception {
        ProbeContext with = with("{name: local, then: {requireTags: [onprem]}}");
        assertThat(explain(with, "?", Map.of()).plan()).containsExactly("small");
        with.ask("cascadeflow:cascade:support", "?");
        Files.writeString(
                folder.resolve("policies.yaml"),
                CONFIGURATION.replace("acceptAbove: 0.6}", "acceptAbove: 0.5}")
                        + "  - {name: dear, then: {startAt: middle}}\n");

        assertThat(CascadeFlowReload.in(with.camel).reload()).isTrue();
        PolicyExplanation explained = explain(with, "?", Map.of());
        assertThat(explained.plan()).containsExactly("middle", "large");
        assertThat(tier(explained, "middle").acceptAbove()).isEqualTo(0.5);

        Files.writeString(folder.resolve("policies.yaml"), "nonsense: true\n");
        assertThat(CascadeFlowReload.in(with.camel).reload()).isFalse();
        assertThat(explain(with, "?", Map.of()).plan()).containsExactly("middle", "large");
    }

    @Test
    void aQuestionThatIsAStreamCanBeReadAfterwards() throws Exception {
        ProbeContext with = with("{name: best, when: \"${body} contains 'refund'\", then: {startAt: large}}");
        Exchange question =
                question(with, new ByteArrayInputStream("a refund?".getBytes(StandardCharsets.UTF_8)), Map.of());
        for (int i = 0; i < 2; i++) {
            assertThat(CascadeFlowPolicies.in(with.camel)
                            .explain(question, "support")
                            .plan())
                    .containsExactly("large");
        }
        assertThat(question.getMessage().getBody(String.class)).isEqualTo("a refund?");
        assertThat(explain(with, "", Map.of()).plan()).containsExactly("small", "middle", "large");
    }

    @Test
    void aCascadeOrATierThatThereIsNotIsSaidWithTheWayOut() throws Exception {
        ProbeContext with = with("{name: none, then: {maxCost: 1}}");
        CascadeFlowPolicies policies = CascadeFlowPolicies.in(with.camel);
        assertThatThrownBy(() -> policies.explain(question(with, "?", Map.of()), "suport"))
                .hasMessage("there is no cascade 'suport', did you mean 'support'?; there are [other, support]");
        assertThatThrownBy(() -> policies.explain(
                        question(with, "?", Map.of(CascadeFlowConstants.FORCE_TIER, "huge")), "support"))
                .hasMessage("cascade 'support' has no tier 'huge' to force; it has [small, middle, large]");
    }

    @Test
    void operatorsAskOverJmx() throws Exception {
        ProbeContext with = with("{name: eu, when: {header: {region: eu}}, then: {requireTags: [eu]}}");
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = server.queryNames(
                        new ObjectName("org.apache.camel:context=%s,type=services,name=CascadeFlowPolicies*"
                                .formatted(with.camel.getManagementName())),
                        null)
                .iterator()
                .next();
        Object text = server.invoke(name, "explain", new Object[] {"support", "region = eu", "?"}, new String[] {
            String.class.getName(), String.class.getName(), String.class.getName()
        });
        assertThat(text.toString()).contains("asks: small > middle", "since header.region is eu");
        assertThat(server.getAttribute(name, "Names")).isEqualTo(List.of("eu"));
    }
}
