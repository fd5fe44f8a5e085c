package io.cascadeflow.camel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cascadeflow.camel.ConfigurationException;
import io.cascadeflow.camel.ConfigurationException.Problem;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationProblemsTest {

    @Test
    void allProblemsAreToldAtOnceInOrderWithTheirPlaces() {
        ConfigurationException e = broken("""
                models:
                  vllm:x: {input: -1, output: 2}
                cascades:
                  support:
                    tiers:
                      - {name: small, uri: "direct:a", acceptAbvoe: 0.7}
                      - {name: small, uri: "direct:b", acceptAbove: 1.2}
                    latency: {deadline: 20}
                guards: []
                """);
        assertThat(e.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "f.yaml, line 2, column 19: models[vllm:x].input: '-1' is no price; it is US dollars, 0 or more and below a billion",
                        "f.yaml, line 6, column 40: cascades.support.tiers[0].acceptAbvoe: unknown key 'acceptAbvoe'; did you mean 'acceptAbove'? known here: name, uri, uris, order, weights, failOverOnFilter, acceptAbove, skipBelow",
                        "f.yaml, line 7, column 16: cascades.support.tiers[1].name: two tiers of this cascade are named 'small'; give each its own name",
                        "f.yaml, line 7, column 53: cascades.support.tiers[1].acceptAbove: '1.2' is no confidence; it is 0 to 1",
                        "f.yaml, line 8, column 25: cascades.support.latency.deadline: '20' has no unit; write it like 20s, 500ms or 1m30s",
                        "f.yaml, line 9, column 1: guards: unknown key 'guards'; known here: models, unpriced, cascades, budgets, policies, runs, classify, signals, ledger, recorder, audit, gateway, gramsPerKwh");
        assertThat(e).hasMessageStartingWith("the cascadeflow configuration has 6 problems:\n- f.yaml, line 2,");
    }

    @Test
    void whatDoesNothingYetIsAnUnknownKey() {
        assertThat(onlyProblem("guards:").message()).contains("unknown key 'guards'");
        assertThat(onlyProblem("guards: {}").message()).contains("unknown key 'guards'", "models, unpriced, cascades");
    }

    @ParameterizedTest
    @CsvSource({
        "model, models",
        "Models, models",
        "cascade, cascades",
        "casacdes, cascades",
        "un-priced, unpriced",
        "UNPRICED, unpriced"
    })
    void aMistypedKeyIsGuessed(String written, String meant) {
        assertThat(onlyProblem(written + ": {}").message()).contains("did you mean '" + meant + "'?");
    }

    @Test
    void twoSwappedLettersAreOneMistake() {
        assertThat(onlyProblem("cascades: {c: {tiers: [{name: a, uri: 'direct:a', uir: b}]}}")
                        .message())
                .contains("did you mean 'uri'?");
    }

    @Test
    void aKeyThatIsLikeNoneIsNotGuessed() {
        assertThat(onlyProblem("colour: red").message()).doesNotContain("did you mean");
        assertThat(onlyProblem("x".repeat(500_000) + ": red").message()).doesNotContain("did you mean");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                   | keys with values are expected",
                "just text                            | keys with values are expected",
                "models: [a]                          | keys with values are expected here, not a list",
                "models:                              | has no value",
                "models: {gpt: {input: 1, output: 1}} | write provider:model",
                "models: {'a:b': {input: 1}}          | 'output' is missing",
                "models: {'a:b': {output: 1}}         | 'input' is missing",
                "models: {'a:b': 3}                   | keys with values are expected here, not '3'",
                "models: {'a:b': {input: one, output: 1}}   | 'one' is no number",
                "models: {'a:b': {input: '1', output: 1}}   | without quotes",
                "models: {'a:b': {input: [1], output: 1}}   | a number is expected here, not a list",
                "models: {'a:b': {input: .nan, output: 1}}  | is no number",
                "models: {'a:b': {input: .inf, output: 1}}  | is no number",
                "models: {'a:b': {input: 1, output: -0.1}}  | is no price",
                "models: {'a:b': {input: 1, output: 1e9}}   | is no",
                "models: {'a:b': {input: 1.0e+99, output: 1}}  | is no price",
                "models: {'a:b': {input: 1.0e-99, output: 1}}  | is no price",
                "models: {'a:b': {input: 1, output: 1, cacheRead: -1}}      | is no price",
                "models: {'a:b': {input: 1, output: 1, cacheWrite: -1}}     | is no price",
                "models: {'a:b': {input: 1, output: 1, cacheWriteLong: -1}} | is no price",
                "models: {'a:b': {input: 1, output: 1, perRequest: -1}}     | is no price",
                "models: {'a:b': {input: 1, output: 1}, 'A:B': {input: 1, output: 1}} | there twice",
                "models: {'a:b': {input: 1, output: 1}, 'a:b': {input: 2, output: 2}} | there twice",
                "unpriced: refus                      | did you mean 'refuse'?",
                "unpriced: free                       | is none of refuse",
                "unpriced: 0                          | text is expected here, not '0'",
                "unpriced: {}                         | 'ceiling' is missing",
                "unpriced: {ceiling: 3}               | keys with values are expected",
                "unpriced: {ceiling: {input: 3}}      | 'output' is missing",
                "unpriced: {ceiling: {output: 3}}     | 'input' is missing",
                "unpriced: {ceiling: {input: 0, output: 3}} | would make unknown models free",
                "unpriced: {ceiling: {input: 3, output: 0.0}} | would make unknown models free",
                "cascades: {c: {}}                    | 'tiers' is missing",
                "cascades: {c: {tiers: []}}           | at least one tier",
                "cascades: {c: {tiers: {}}}           | a list is expected here, not a group of keys",
                "cascades: {c: {tiers: small}}        | a list is expected here, not 'small'",
                "cascades: {c: {tiers: [small]}}      | keys with values are expected",
                "cascades: {'a b': {tiers: [{name: a, uri: 'direct:a'}]}} | is no name",
                "cascades: {c: {tiers: [{uri: 'direct:a'}]}}              | 'name' is missing",
                "cascades: {c: {tiers: [{name: a}]}}                      | 'uri' is missing",
                "cascades: {c: {tiers: [{name: a, uri: }]}}               | this key has no value",
                "cascades: {c: {tiers: [{name: '', uri: 'direct:a'}]}}    | text is expected",
                "cascades: {c: {tiers: [{name: 'a>b', uri: 'direct:a'}]}} | is no name",
                "cascades: {c: {tiers: [{name: 7, uri: 'direct:a'}]}}     | put it in quotes",
                "cascades: {c: {tiers: [{name: a, uri: nowhere}]}}        | is no endpoint",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a', acceptAbove: -0.01}]}} | is no confidence",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a', acceptAbove: 1.01}]}}  | is no confidence",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a', acceptAbove: true}]}}  | is no number",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a', acceptAbove: }]}}      | has no value",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], gate: {}}}           | the gate says nothing",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], gate: {profile: ' '}}} | text is expected",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], gate: {profile: x, maxRegret: 0.1}}} | remove maxRegret, or add a tier",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], gate: {profile: x, worth: 0.1}}} | one tier only; remove it, or add a tier",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}, {name: b, uri: 'direct:b'}], gate: {profile: x, worth: 0}}} | worth nothing",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}, {name: b, uri: 'direct:b'}], gate: {profile: x, worthOfSecond: 1}}} | write worth as well",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}, {name: b, uri: 'direct:b'}], gate: {worth: 1}}} | write profile as well",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a', failOverOnFilter: true}]}} | nobody else to ask after the last tier; remove failOverOnFilter",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a', skipBelow: 0.1}]}} | is never skipped; remove skipBelow",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a', skipBelow: 1}, {name: b, uri: 'direct:b'}]}} | '1' is no such share",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a', skipBelow: autp}, {name: b, uri: 'direct:b'}]}} | 'autp' is neither auto nor a chance",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a', skipBelow: '0.1'}, {name: b, uri: 'direct:b'}]}} | '0.1' is neither auto nor a chance",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], gate: {profile: x, atConfidence: 0.9}}} | write maxRegret as well",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}, {name: b, uri: 'direct:b'}], gate: {profile: x, maxRegret: 3}}} | '3' is no such share",
                "signals: {vip: {simple: x}}                                              | 'vip' is no signal; write family.what",
                "signals: {'crm.': {simple: x}}                                           | 'crm.' is no signal",
                "signals: {arithmetic.mine: {simple: x}}                                  | signals of the family 'arithmetic' are measured by the component",
                "signals: {judge.mine: {simple: x}}                                       | signals of the family 'judge'",
                "signals: {crm.vip: {}}                                                   | one expression, this has 0",
                "signals: {crm.vip: {simple: a, header: b}}                               | one expression, this has 2",
                "signals: {crm.vip: {simple: ' '}}                                        | text is expected",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], gate: {auditShare: 2}}} | is no share; it is 0 to 1",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], gate: {auditJudge: 'direct:j'}}} | nothing to judge",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], gate: {onDrift: panic}}} | none of warn, stricter, large",
                "gateway: {port: 1.5}                          | is no port",
                "gateway: {path: llm}                          | is no path",
                "gateway: {aliases: {a b: c}}                  | is no name of a model or cascade",
                "gateway: {models: [gpt-4o]}                   | is no model; write provider:model",
                "gateway: {embeddings: {a: 'direct:a'}}        | makes vectors",
                "gateway: {answerModel: mine}                  | none of served, requested",
                "gateway: {limits: {body: 2GB}}                | more than 1GB",
                "gateway: {limits: {concurrent: 0}}            | is no number of questions",
                "gateway: {origins: [example.org]}             | is no origin",
                "recorder: {content: full}                      | 'file' is missing",
                "recorder: {file: r.jsonl, content: all}        | none of full, redacted, features",
                "recorder: {file: r.jsonl, maxFileSize: 3}      | text is expected",
                "recorder: {file: r.jsonl, maxFileSize: 3XB}    | is no size",
                "recorder: {file: r.jsonl, keep: -1}            | is no number of files",
                "recorder: {file: r.jsonl, share: 0}            | is no share of questions",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], gate: {profil: x, profile: y}}} | did you mean 'profile'?",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], latency: {}}}        | latency says nothing",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], latency: {deadline: 0s}}}   | no time above zero",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], latency: {deadline: -1s}}}  | no time above zero",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], latency: {deadline: soon}}} | no time above zero",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], latency: {deadline: 9999999999s}}} | no time above zero",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], whenExhausted: degrad}} | did you mean 'degrade'?",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], whenexhausted: fail}} | did you mean 'whenExhausted'?"
            })
    void aWrongConfigurationSaysWhatIsWrong(String text, String message) {
        assertThat(onlyProblem(text).message()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "models: {'a:b':     | 1",
                "models: {a: b}}     | 1",
                "a: b: c             | 1",
                "'\tmodels: {}'     | 1"
            })
    void whatIsNotYamlIsToldWithItsLine(String text, int line) {
        Problem problem = onlyProblem(text);
        assertThat(problem.message()).startsWith("this is not YAML");
        assertThat(problem.line()).isEqualTo(line);
    }

    @Test
    void aSecondDocumentAndForbiddenCharactersAreProblems() {
        assertThat(onlyProblem("models: {}\n---\nmodels: {}\n").message()).startsWith("this is not YAML");
        assertThat(onlyProblem("models: \u0001").message()).startsWith("this is not YAML");
        assertThat(onlyProblem("? [a]\n: b").message()).isEqualTo("a key must be text");
    }

    @Test
    void aBrokenFileDoesNotShowItsSecrets() {
        ConfigurationException e = broken("cascades: {c: {tiers: [{name: a, uri: 'x:y?apiKey=sk-12345', uri: [}]}}");
        assertThat(e).message().doesNotContain("sk-12345");
        ConfigurationException unknown = broken("apiKey: sk-12345");
        assertThat(unknown).message().doesNotContain("sk-12345");
        ConfigurationException address = broken("cascades: {c: {tiers: [{name: a, uri: '/y?apiKey=sk-12345'}]}}");
        assertThat(address).message().doesNotContain("sk-12345").contains("is no endpoint");
    }

    @Test
    void aReferenceIsFollowedAndOneToItselfIsAProblem() {
        Configuration configuration = ConfigurationTest.parse("""
                models: {"vllm:a": &own {input: 1, output: 2}, "vllm:b": *own}
                """);
        assertThat(configuration.models()).hasSize(2);
        assertThat(onlyProblem("models: &m {'a:b': *m}").message()).contains("a reference to itself");
    }

    @Test
    void referencesToReferencesDoNotBlowUp() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 25; i++) {
            text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(broken(text.toString()).problems()).hasSize(25);
    }

    @Test
    void aPropertyThatIsWrongIsNamed() {
        assertThat(brokenProperty("cascades.c.tiers[0].nam", "a"))
                .contains("cascades.c.tiers[0].nam: unknown key 'nam'; did you mean 'name'?");
        assertThat(brokenProperty("cascades.c.tiers[1].name", "a")).contains("tiers[0]: this item is missing");
        assertThat(brokenProperty("cascades.c.tiers[999999999].name", "a")).contains("this item is missing");
        assertThat(brokenProperty("cascades..c", "a")).contains("cascades..c: this key cannot be read");
        assertThat(brokenProperty("cascades.c.tiers[0", "a")).contains("this key cannot be read");
        assertThat(brokenProperty("", "a")).contains("this key cannot be read");
        assertThat(brokenProperty("models", "a")).contains("keys with values are expected here");
        assertThat(brokenProperty("models[a:b].input", "")).contains("'' is no number");
    }

    @Test
    void propertiesThatContradictEachOtherAreProblems() {
        assertThat(brokenProperties(Map.of("models.a", "1", "models[a]", "2")))
                .message()
                .contains("in two spellings");
        assertThat(brokenProperties(Map.of("unpriced", "refuse", "unpriced.ceiling.input", "2")))
                .message()
                .contains("has a value and keys below it");
    }

    @Property(tries = 500)
    void noTextBreaksTheParser(@ForAll String text) {
        try {
            assertThat(ConfigurationTest.parse(text)).isNotNull();
        } catch (ConfigurationException e) {
            assertThat(e.problems()).isNotEmpty();
        }
    }

    @Property(tries = 500)
    void noPropertyBreaksTheParser(@ForAll String key, @ForAll String value) {
        try {
            assertThat(Configuration.fromProperties(Map.of(key, value), UnaryOperator.identity()))
                    .isNotNull();
        } catch (ConfigurationException e) {
            assertThat(e.problems()).isNotEmpty();
        }
    }

    private static Problem onlyProblem(String text) {
        ConfigurationException e = broken(text);
        assertThat(e.problems()).as(e.getMessage()).hasSize(1);
        return e.problems().get(0);
    }

    private static ConfigurationException broken(String text) {
        return Objects.requireNonNull(catchThrowableOfType(
                ConfigurationException.class, () -> Configuration.parse("f.yaml", text, UnaryOperator.identity())));
    }

    private static ConfigurationException brokenProperties(Map<String, String> properties) {
        return Objects.requireNonNull(catchThrowableOfType(
                ConfigurationException.class,
                () -> Configuration.fromProperties(properties, UnaryOperator.identity())));
    }

    private static String brokenProperty(String key, String value) {
        return String.valueOf(brokenProperties(Map.of(key, value)).getMessage());
    }
}
