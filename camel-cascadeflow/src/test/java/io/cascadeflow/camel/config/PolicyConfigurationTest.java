package io.cascadeflow.camel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.camel.ConfigurationException;
import io.cascadeflow.camel.config.ClassifyConfiguration.Classifying;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.policy.Condition;
import io.cascadeflow.policy.Condition.Above;
import io.cascadeflow.policy.Condition.Below;
import io.cascadeflow.policy.Condition.During;
import io.cascadeflow.policy.Condition.Either;
import io.cascadeflow.policy.Condition.Every;
import io.cascadeflow.policy.Condition.Not;
import io.cascadeflow.policy.Condition.Said;
import io.cascadeflow.policy.Condition.Says;
import io.cascadeflow.policy.Constraint;
import io.cascadeflow.policy.Expression;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.Rule;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.policy.Weights;
import io.cascadeflow.pricing.Usd;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyConfigurationTest {

    static final String FULL = """
            policies:
              - name: all-of-it
                mode: observe
                when:
                  cascade: support
                  tenant: [a, b]
                  user: u
                  project: p
                  domain: law
                  questionLanguage: [de, fr]
                  tags: personal
                  tools: refund
                  calledTools: [refund, wipe]
                  toolRisk: [high, critical]
                  previousOutcome: rejected
                  confidenceAbove: 0.1
                  confidenceBelow: 0.9
                  choicesAbove: 3
                  choicesBelow: 30
                  complexityAbove: 0.3
                  complexityBelow: 0.7
                  estimatedCostAbove: 0.001
                  estimatedCostBelow: 0.5
                  promptTokensAbove: 10
                  promptTokensBelow: 1000
                  budgetUsedAbove: 0.2
                  budgetUsedBelow: 0.8
                  deadlineLeftAbove: 1
                  deadlineLeftBelow: 30
                  header: {region: eu}
                  time: {from: "22:00", until: "06:00", zone: Europe/Zurich, days: [fri, sat]}
                  not: {tenant: c}
                  any: [{user: x}, "${body} contains 'refund'"]
                  language: constant
                  expression: "true"
                then:
                  deny: true
                  profiles: gdpr
                  allowModels: ["openai:*"]
                  denyModels: openai:gpt-4o
                  requireTags: [onprem]
                  excludeTags: onprem
                  startAt: small
                  maxTier: large
                  forceTier: large
                  acceptAbove: 0.9
                  requireJudge: true
                  maxCost: 0.05
                  maxRunCost: 2
                  deadline: 20s
                  allowTools: [look]
                  denyTools: refund
                  redact: [email, name]
                  injections: strip
                  denySecrets: true
                  denyWords: [Project Chimera, intern]
                  weights: {cost: 3, latency: 1}
                  relax: {acceptAbove: 0.5}
            classify:
              domain: {examples: [shipped, "file:mine.jsonl"], rejectBelow: 0.6, embeddingModel: "#bge"}
              language: {classifier: "#mine", rejectBelow: 0.8}
            """;

    static final String CERTIFIED = "models: {'vllm:llama': {tags: [onprem, eu, dpa, no-training]}}\n";
    private static final String ONPREM = "models: {'vllm:llama': {tags: onprem}}\n";

    private static Configuration parse(String text) {
        return Configuration.parse("policies.yaml", text, UnaryOperator.identity());
    }

    @Test
    void everyKeyArrives() {
        Policy policy = parse(CERTIFIED + FULL).policy();
        Rule rule = policy.rules().get(0);

        assertThat(rule.name()).isEqualTo("all-of-it");
        assertThat(rule.mode()).isEqualTo(Mode.OBSERVE);
        assertThat(((Every) rule.when()).conditions())
                .containsExactlyInAnyOrder(
                        new Says("cascade", Set.of("support")),
                        new Says("tenant", Set.of("a", "b")),
                        new Says("user", Set.of("u")),
                        new Says("project", Set.of("p")),
                        new Says("domain", Set.of("law")),
                        new Says("questionLanguage", Set.of("de", "fr")),
                        new Says("tags", Set.of("personal")),
                        new Says("tools", Set.of("refund")),
                        new Says("calledTools", Set.of("refund", "wipe")),
                        new Says("toolRisk", Set.of("high", "critical")),
                        new Says("previousOutcome", Set.of("rejected")),
                        new Above("confidence", 0.1),
                        new Below("confidence", 0.9),
                        new Above("choices", 3),
                        new Below("choices", 30),
                        new Above("complexity", 0.3),
                        new Below("complexity", 0.7),
                        new Above("estimatedCost", 0.001),
                        new Below("estimatedCost", 0.5),
                        new Above("promptTokens", 10),
                        new Below("promptTokens", 1000),
                        new Above("budgetUsed", 0.2),
                        new Below("budgetUsed", 0.8),
                        new Above("deadlineLeft", 1),
                        new Below("deadlineLeft", 30),
                        new Says("header.region", Set.of("eu")),
                        new During(
                                LocalTime.of(22, 0),
                                LocalTime.of(6, 0),
                                Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY),
                                ZoneId.of("Europe/Zurich")),
                        new Not(new Says("tenant", Set.of("c"))),
                        new Either(List.of(
                                new Says("user", Set.of("x")),
                                new Said(new Expression("simple", "${body} contains 'refund'")))),
                        new Said(new Expression("constant", "true")));
        assertThat(rule.then())
                .containsExactlyInAnyOrder(
                        new Constraint.Deny(),
                        new Constraint.RequireTags(Set.of("eu", "dpa", "no-training")),
                        new Constraint.AllowModels(Set.of("openai:*")),
                        new Constraint.DenyModels(Set.of("openai:gpt-4o")),
                        new Constraint.RequireTags(Set.of("onprem")),
                        new Constraint.ExcludeTags(Set.of("onprem")),
                        new Constraint.StartAt("small"),
                        new Constraint.MaxTier("large"),
                        new Constraint.ForceTier("large"),
                        new Constraint.AcceptAbove(0.9),
                        new Constraint.RequireJudge(),
                        new Constraint.MaxCost(Usd.of("0.05")),
                        new Constraint.MaxRunCost(Usd.of("2")),
                        new Constraint.Within(Duration.ofSeconds(20)),
                        new Constraint.AllowTools(Set.of("look")),
                        new Constraint.DenyTools(Set.of("refund")),
                        new Constraint.Redact(Set.of("email", "name")),
                        new Constraint.ScreenTools(true),
                        new Constraint.DenySecrets(),
                        new Constraint.DenyWords(Set.of("Project Chimera", "intern")),
                        new Constraint.Weigh(new Weights(0, 0.75, 0.25, 0)),
                        new Constraint.Relax(0.5));
    }

    @Test
    void aModelMayHaveTagsAndThePriceOfTheCatalog() {
        Configuration configuration = parse(ONPREM);
        assertThat(configuration.tags()).containsExactly(Map.entry(ModelId.parse("vllm:llama"), Set.of("onprem")));
        assertThat(configuration.models()).isEmpty();
    }

    @Test
    void everyKeyOfClassifiersArrives() {
        assertThat(parse(CERTIFIED + FULL).classify())
                .isEqualTo(new ClassifyConfiguration(
                        new Classifying(List.of("shipped", "file:mine.jsonl"), 0.6, "#bge", null),
                        new Classifying(List.of("shipped"), 0.8, null, "#mine")));
        assertThat(parse("").classify()).isEqualTo(ClassifyConfiguration.DEFAULT);
        assertThat(parse("classify: {domain: {examples: shipped}}").classify().domain())
                .isEqualTo(Classifying.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classify.%s.%s", "classify.%s.%s[0]"})
    void classifiersAreTheSameInEverySpelling(String examples) {
        assertThat(Configuration.fromProperties(
                                Map.of(
                                        examples.formatted("domain", "examples"),
                                        "file:mine.jsonl",
                                        "classify.domain.reject-below",
                                        "0.6",
                                        "classify.domain.embeddingmodel",
                                        "#bge",
                                        "classify.language.classifier",
                                        "#mine"),
                                UnaryOperator.identity())
                        .classify())
                .isEqualTo(parse("""
                        classify:
                          domain: {examples: "file:mine.jsonl", rejectBelow: 0.6, embeddingModel: "#bge"}
                          language: {classifier: "#mine"}
                        """).classify());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{domain: {}}| there is nothing in this group",
                "{domian: {examples: shipped}}| did you mean 'domain'?",
                "{domain: {example: shipped}}| did you mean 'examples'?",
                "{domain: {examples: [a, a]}}| 'a' is there twice",
                "{domain: {examples: []}}| this list is empty",
                "{domain: {rejectBelow: 2}}| is no confidence",
                "{domain: {classifier: '#a', examples: shipped}}| remove 'examples', or 'classifier'",
                "{domain: {classifier: '#a', embeddingModel: '#b'}}| remove 'embeddingModel', or 'classifier'",
                "{language: {embeddingModel: '#b'}}| unknown key 'embeddingModel'",
            })
    void aClassifierThatIsWrongIsToldWithItsPlaceAndTheWayOut(String classify, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> parse(ONPREM + "classify: " + classify))
                .withMessageContaining("policies.yaml, line 2")
                .withMessageContaining(message);
    }

    @Test
    void propertiesSayTheSameInEverySpelling() {
        Policy fromProperties = Configuration.fromProperties(
                        Map.of(
                                "models[vllm:llama].tags[0]", "onprem",
                                "policies[0].name", "local",
                                "policies[0].when.budget-used-above", "0.9",
                                "policies[0].when.previousoutcome", "rejected",
                                "policies[0].then.require-tags[0]", "onprem",
                                "policies[0].then.redact", "true",
                                "policies[0].then.maxTier", "small"),
                        UnaryOperator.identity())
                .policy();
        Policy fromFile = parse(ONPREM + """
                policies:
                  - name: local
                    when: {budgetUsedAbove: 0.9, previousOutcome: rejected}
                    then: {requireTags: [onprem], maxTier: small, redact: true}
                """).policy();
        assertThat(fromProperties.rules()).isEqualTo(fromFile.rules());
    }

    @Test
    void whatIsWrittenOtherwiseHasAnotherVersion() {
        String rule = "policies: [{name: a, then: {maxTier: %s}}]";
        String version = parse(rule.formatted("small")).policy().version();
        assertThat(version)
                .matches("[0-9a-f]{12}")
                .isEqualTo(parse(rule.formatted("small")).policy().version());
        assertThat(parse(rule.formatted("large")).policy().version()).isNotEqualTo(version);
        assertThat(parse("").policy()).isEqualTo(Policy.NONE);
        assertThat(parse("policies: [{name: a, then: {deny: true}}]")
                        .policy()
                        .rules()
                        .get(0)
                        .when())
                .isEqualTo(new Condition.Every(List.of()));
    }

    private static final String LADDER = """
            cascades:
              support: {tiers: [{name: small, uri: 'direct:a'}, {name: large, uri: 'direct:b'}]}
              plain: {tiers: [{name: only, uri: 'direct:a'}]}
            policies: [{name: a, when: %s, then: {%s}}]
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${body} == 'x'| maxTier: smal| no configured cascade has a tier 'smal'; did you mean 'small'? If it is one of a cascade in a route",
                "{cascade: support}| startAt: only| cascade support has no tier 'only'; there are large, small.",
                "{cascade: [support, plain], tenant: x}| forceTier: huge| cascade plain, support has no tier 'huge'; there are large, only, small.",
            })
    void aTierThatNoneOfItsCascadesHasIsAProblem(String when, String then, String message) {
        String quoted = when.startsWith("{") ? when : "\"" + when + "\"";
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> parse(LADDER.formatted(quoted, then)))
                .withMessageContaining("policies.yaml, line 4")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{cascade: support}| startAt: large",
                "{tenant: x}| forceTier: only",
                "{cascade: [support, plain]}| startAt: only",
                "{cascade: inARoute}| startAt: middle",
                "{cascade: [support, inARoute]}| startAt: middle",
            })
    void aTierThatOneOfItsCascadesHasOrMayHaveIsNone(String when, String then) {
        assertThat(parse(LADDER.formatted(when, then)).policy().rules()).hasSize(1);
    }

    @Test
    void whereCascadesAreWrongTheirTiersAreNotMissed() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> parse(LADDER.formatted("{tenant: x}", "maxTier: only")
                        .replace("{name: only, uri: 'direct:a'}", "{name: only, uri: ''}")))
                .satisfies(e -> assertThat(e.problems()).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: a}| 'then' is missing",
                "{then: {deny: true}}| 'name' is missing",
                "{name: a, then: {}}| there is nothing in this group",
                "{name: a, then: {deny: false}}| rules only narrow",
                "{name: a, then: {requireJudge: false}}| rules only narrow",
                "{name: a, then: {requireTags: [onpremm]}}| no model has the tag 'onpremm'; did you mean 'onprem'?",
                "{name: a, then: {excludeTags: us}}| no model has the tag 'us'",
                "{name: a, then: {requireTags: []}}| this list is empty",
                "{name: a, then: {profiles: gdrp}}| there is no profile 'gdrp'; did you mean 'gdpr'?",
                "{name: a, then: {profiles: sox}}| there is no profile 'sox'; there are gdpr, hipaa, pci, strict",
                "{name: a, then: {profiles: []}}| this list is empty",
                "{name: a, then: {profiles: [pci, hipaa]}}| profile 'hipaa': no model has the tag 'baa'",
                "{name: a, then: {allowModels: [gpt-4o]}}| 'gpt-4o' is no model",
                "{name: a, then: {acceptAbove: 1.2}}| is no confidence",
                "{name: a, then: {maxTeir: small}}| did you mean 'maxTier'?",
                "{name: a, then: {deadline: 20}}| has no unit",
                "{name: a, then: {relax: {}}}| 'acceptAbove' is missing",
                "{name: a, then: {maxCost: -1}}| is no limit",
                "{name: a, then: {injections: flag}}| none of deny, strip",
                "{name: a, then: {denySecrets: false}}| rules only narrow",
                "{name: a, then: {denyWords: []}}| this list is empty",
                "{name: a, then: {denyWords: ['...']}}| needs a letter or a digit",
                "{name: a, then: {redact: false}}| rules only narrow",
                "{name: a, then: {redact: []}}| this list is empty",
                "{name: a, then: {redact: [E-Mail]}}| a kind of personal data is lower-case letters",
                "{name: a, then: {redact: 3}}| is neither true nor false",
                "{name: a, then: {weights: {}}}| nothing counts here; set one of quality, cost, latency, energy above 0",
                "{name: a, then: {weights: {cost: 0, energy: 0}}}| nothing counts here",
                "{name: a, then: {weights: {cost: -1, energy: 1}}}| is no weight; it is a number from 0 to a million",
                "{name: a, then: {weights: {cost: NaN}}}| is no number",
                "{name: a, then: {weights: {costs: 1}}}| did you mean 'cost'?",
                "{name: a, then: {weights: cheap}}| keys with values are expected here",
                "{name: a, when: {estimatedCost: 1}, then: {deny: true}}| did you mean 'estimatedCostAbove'?",
                "{name: a, when: {tennant: x}, then: {deny: true}}| did you mean 'tenant'?",
                "{name: a, when: {}, then: {deny: true}}| there is nothing in this group",
                "{name: a, when: {tenant: []}, then: {deny: true}}| this list is empty",
                "{name: a, when: {any: []}, then: {deny: true}}| this list is empty",
                "{name: a, when: {budgetUsedAbove: much}, then: {deny: true}}| is no number",
                "{name: a, when: {language: simple}, then: {deny: true}}| language does nothing without expression; write one, or questionLanguage",
                "{name: a, when: {questionLanguage: german}, then: {deny: true}}| 'german' is no language; write its two letters of ISO 639-1, like de; did you mean 'de'?",
                "{name: a, when: {questionLanguage: [de, de-CH]}, then: {deny: true}}| 'de-CH' is no language; write its two letters of ISO 639-1, like de; did you mean 'de'?",
                "{name: a, when: {questionLanguage: xq}, then: {deny: true}}| 'xq' is no language; write its two letters of ISO 639-1",
                "{name: a, when: {complexityAbove: hard}, then: {deny: true}}| is no number",
                "{name: a, when: {time: {from: '25:00', until: '06:00'}}, then: {deny: true}}| is no time of the day",
                "{name: a, when: {time: {from: '22:00'}}, then: {deny: true}}| 'until' is missing",
                "{name: a, when: {time: {from: '22:00', until: '06:00', days: [friday]}}, then: {deny: true}}| none of mon",
                "{name: a, when: {toolRisk: hihg}, then: {deny: true}}| there is no risk 'hihg'; did you mean 'high'?",
                "{name: a, when: {previousOutcome: acepted}, then: {deny: true}}| nothing ever ends as 'acepted'; did you mean 'accepted'?",
                "{name: a, when: {budgetUsedAbove: 0.9, budgetUsedBelow: 0.5}, then: {deny: true}}| budgetUsed is never above 0.9 and below 0.5",
                "{name: a, when: {confidenceAbove: 1}, then: {deny: true}}| confidence is never above 1",
                "{name: a, when: {promptTokensBelow: 0}, then: {deny: true}}| promptTokens is never below 0",
                "{name: a, when: {tenant: x, not: {tenant: [x, y]}}, then: {deny: true}}| tenant is never x and not x or y",
                "{name: a, when: {any: [{confidenceBelow: 0}, {confidenceAbove: 2}]}, then: {deny: true}}| confidence is never below 0",
                "{name: a, mode: enforced, then: {deny: true}}| did you mean 'enforce'?",
                "{name: a, then: {deny: true}}, {name: a, then: {deny: true}}| two rules are named 'a'",
            })
    void aRuleThatIsWrongIsToldWithItsPlaceAndTheWayOut(String rules, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> parse(ONPREM + "policies: [" + rules + "]"))
                .withMessageContaining("policies.yaml, line 2")
                .withMessageContaining(message);
    }
}
