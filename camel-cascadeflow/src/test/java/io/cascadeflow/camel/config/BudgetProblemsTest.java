package io.cascadeflow.camel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cascadeflow.camel.ConfigurationException;
import io.cascadeflow.camel.ConfigurationException.Problem;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with budgets and the ledger is said with its place and the way out. */
class BudgetProblemsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "limit: -1, window: day                  | limit: '-1' is no limit; it is US dollars, 0 to a billion",
                "limit: 1.0e+10, window: day             | is no limit",
                "limit: 0.0000000001, window: day        | with at most 9 decimals",
                "maxCalls: 1.5, window: day              | maxCalls: '1.5' is no count; it is a whole number",
                "maxTokens: -5, window: day              | is no count",
                "maxTokens: 1.0e+99, window: day         | is no count",
                "window: day                             | limits nothing; give it a limit, maxCalls or maxTokens",
                "limit: 1                                | 'window' is missing",
                "limit: 1, window: year                  | window: 'year' is no window; write run, minute, hour,",
                "limit: 1, window: 100                   | '100' has no unit; write it like 10m, 24h or 30d",
                "limit: 1, window: 4000d                 | from 1s to 3660d",
                "limit: 1, window: PT0.5S                | from 1s to 3660d",
                "limit: 1, window: day, zone: Zurich     | 'Zurich' is no time zone; write one such as Europe/Zurich",
                "limit: 1, window: run, zone: UTC        | a zone matters to the windows minute, hour, day, week, month only",
                "limit: 1, window: day, whenKeyMissing: x | whenKeyMissing does nothing without per",
                "limit: 1, window: day, warnAt: 80       | '80' is no share of a limit; it is above 0 and at most 1",
                "limit: 1, window: day, warnAt: 0        | is no share",
                "limit: 1, window: day, whenSpent: degrad | did you mean 'degrade'?",
                "limit: 1, window: day, enabled: 'no'    | 'no' is neither true nor false; write one, without quotes",
                "limit: 1, window: day, enabled: [true]  | true or false is expected here, not a list",
                "limit: 1, window: day, appliesTo: name  | did you mean 'named'?",
                "limit: 1, window: day, limits: 2        | unknown key 'limits'; did you mean 'limit'?",
                "limit: , window: day                    | this key has no value"
            })
    void aWrongBudgetSaysWhatIsWrongAndWhere(String keys, String message) {
        Problem problem = onlyProblem("budgets:\n  - {name: b, %s}".formatted(keys));
        assertThat(problem.toString()).startsWith("f.yaml, line 2, column ").contains("budgets[0]", message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{name: b, limit: 1, window: day}, {name: b, limit: 2, window: day}] | budgets[1].name: two budgets are named 'b'",
                "[{name: '0.5', limit: 1, window: day}]                               | it reads as an amount",
                "{b: 1}                                                               | a list is expected here",
                "[b]                                                                  | keys with values are expected"
            })
    void wrongBudgetsSayWhatIsWrong(String budgets, String message) {
        assertThat(onlyProblem("budgets: " + budgets).toString()).contains(message);
    }

    @Test
    void anOverlongNameIsAProblemAndNotAFailure() {
        assertThat(onlyProblem("budgets: [{name: %s, limit: 1, window: day}]".formatted("x".repeat(161)))
                        .message())
                .contains("longer than 160 characters");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "suport         | budget: there is no budget 'suport'; did you mean 'support'? known here: support, company",
                "[0.05, other]  | budget[1]: there is no budget 'other'; known here: support, company",
                "-0.05          | is no limit",
                "1.0e+9         | neither the name of a budget nor an amount",
                "a b            | 'a b' is neither the name of a budget nor an amount in US dollars; write support, or 0.05",
                "[]             | or a list of them is expected here",
                "{name: x}      | or a list of them is expected here, not a group of keys",
                "true           | is no number"
            })
    void aCascadeThatNamesNoBudgetSaysSo(String written, String message) {
        assertThat(onlyProblem(BudgetConfigurationTest.cascade(written)).toString())
                .contains("cascades.c.budget", message);
    }

    @Test
    void aBudgetThatIsWrongIsNotTakenForMissing() {
        assertThat(onlyProblem("""
                budgets: [{name: support, limit: -1, window: day}]
                cascades: {c: {budget: support, tiers: [{name: a, uri: 'direct:a'}]}}
                """).message()).contains("is no limit");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                   | is kept nowhere; give it a url, a dataSource, or memory: true",
                "{failOpen: true}                     | is kept nowhere",
                "{url: 'jdbc:x', memory: true}        | ledger.memory: the ledger has url already; keep one of",
                "{url: '/data?password=s3cret'}       | this is no database; write jdbc:...",
                "{url: [s3cret]}                      | text is expected here; put it in quotes",
                "{url: 'jdbc:x', password: 53254}     | ledger.password: text is expected here; put it in quotes",
                "{url: 'jdbc:x', pasword: s3cret}     | unknown key 'pasword'; did you mean 'password'?",
                "{memory: true, password: s3cret}     | password is for a ledger with a url; remove it",
                "{dataSource: orders}                 | 'orders' is no bean; write #name",
                "{memory: false}                      | 'false' says where the ledger is not kept",
                "{memory: true, retention: 400}       | '400' has no unit; write it like 400d",
                "{memory: true, retention: 1y}        | '1y' is no number of days above zero",
                "'jdbc:x;PASSWORD=s3cret'             | keys with values are expected here, as in ledger: {url:"
            })
    void aWrongLedgerSaysWhatIsWrongAndNoSecret(String ledger, String message) {
        assertThat(onlyProblem("ledger: " + ledger).toString())
                .startsWith("f.yaml, line 1, column ")
                .contains(message)
                .doesNotContain("s3cret", "53254");
    }

    @Test
    void whatAPlaceholderStandsForIsNeverShown() {
        ConfigurationException e = broken("""
                budgets: [{name: "{{s}}", limit: "{{s}}", maxCalls: "{{s}}", window: "{{s}}", warnAt: "{{s}}", whenSpent: "{{s}}", enabled: "{{s}}", appliesTo: "{{s}}"}]
                ledger: {url: "{{s}}", failOpen: "{{s}}", leases: "{{s}}", retention: "{{s}}"}
                cascades: {c: {budget: ["{{s}}"], tiers: [{name: a, uri: 'direct:a'}]}}
                """, text -> "sk-12345 /");
        assertThat(e.problems()).as(e.getMessage()).hasSize(13);
        assertThat(e).message().doesNotContain("sk-12345");
    }

    private static Problem onlyProblem(String text) {
        ConfigurationException e = broken(text, UnaryOperator.identity());
        assertThat(e.problems()).as(e.getMessage()).hasSize(1);
        return e.problems().get(0);
    }

    private static ConfigurationException broken(String text, UnaryOperator<String> placeholders) {
        return Objects.requireNonNull(catchThrowableOfType(
                ConfigurationException.class, () -> Configuration.parse("f.yaml", text, placeholders)));
    }
}
