package io.cascadeflow.camel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.Budget.WhenSpent;
import io.cascadeflow.budget.BudgetKey;
import io.cascadeflow.budget.CalendarWindow;
import io.cascadeflow.budget.CalendarWindow.Unit;
import io.cascadeflow.budget.RollingWindow;
import io.cascadeflow.budget.Window;
import io.cascadeflow.camel.ConfigurationException;
import io.cascadeflow.camel.ConfigurationException.Problem;
import io.cascadeflow.camel.config.BudgetConfiguration.AppliesTo;
import io.cascadeflow.camel.config.LedgerConfiguration.DataSourceBean;
import io.cascadeflow.camel.config.LedgerConfiguration.Database;
import io.cascadeflow.camel.config.LedgerConfiguration.Memory;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Budgets and the ledger, as operators write them. */
class BudgetConfigurationTest {

    @Test
    void everyKeyOfABudgetArrives() {
        List<BudgetConfiguration> budgets =
                ConfigurationTest.parse(ConfigurationTest.FULL).budgets();

        assertThat(budgets).hasSize(2);
        assertThat(budgets.get(0))
                .isEqualTo(new BudgetConfiguration(
                        new Budget(
                                "support",
                                Usd.of("25"),
                                null,
                                null,
                                new CalendarWindow(Unit.DAY, ZoneId.of("Europe/Zurich")),
                                BudgetKey.by("tenant").orElse("others"),
                                0.9,
                                WhenSpent.DEGRADE,
                                true),
                        "tenant",
                        AppliesTo.EVERYTHING));
        assertThat(budgets.get(1))
                .isEqualTo(new BudgetConfiguration(
                        new Budget(
                                "burst",
                                Usd.of("1000000000"),
                                100L,
                                200_000L,
                                new RollingWindow(Duration.ofMinutes(10)),
                                BudgetKey.by("${header.team}"),
                                0.8,
                                WhenSpent.REJECT,
                                false),
                        "${header.team}",
                        AppliesTo.NAMED));
        assertThat(budgets).extracting(BudgetConfiguration::isPerExpression).containsExactly(false, true);
    }

    @Test
    void whatIsNotWrittenHasItsDefault() {
        assertThat(budget("limit: 5, window: month"))
                .isEqualTo(new BudgetConfiguration(
                        Budget.of("b", "5", new CalendarWindow(Unit.MONTH, ZoneOffset.UTC)),
                        null,
                        AppliesTo.EVERYTHING));
        assertThat(ConfigurationTest.parse("models: {}").budgets()).isEmpty();
        assertThat(ConfigurationTest.parse("models: {}").ledger()).isNull();
    }

    @Test
    void aCallWithoutTheKeyIsDeniedUnlessItHasABucket() {
        assertThat(budget("limit: 5, window: run, per: user, whenKeyMissing: deny")
                        .budget()
                        .key())
                .isEqualTo(BudgetKey.by("user"));
        assertThat(budget("limit: 5, window: run, per: user, whenKeyMissing: shared")
                        .budget()
                        .key())
                .isEqualTo(BudgetKey.by("user").orElse("shared"));
    }

    @ParameterizedTest
    @CsvSource({
        "10m, PT10M",
        "24h, PT24H",
        "30d, P30D",
        "1d12h, PT36H",
        "1h30m5s, PT1H30M5S",
        "PT10M, PT10M",
        "P1DT1.5S, PT24H1.5S"
    })
    void aRollingWindowIsATimeOfEitherNotation(String written, Duration length) {
        assertThat(budget("limit: 5, window: " + written).budget().window()).isEqualTo(new RollingWindow(length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"minute", "hour", "day", "week", "month"})
    void aCalendarWindowIsThatOfItsZone(String unit) {
        assertThat(budget("limit: 5, zone: Asia/Kolkata, window: " + unit)
                        .budget()
                        .window())
                .isEqualTo(Window.parse(unit, "Asia/Kolkata"));
    }

    @Test
    void aRunAndTheTotalAreWindows() {
        assertThat(budget("limit: 5, window: run").budget().window()).isEqualTo(Window.RUN);
        assertThat(budget("limit: 5, window: total").budget().window()).isEqualTo(Window.TOTAL);
    }

    @Test
    void aBudgetThatNobodyNamesIsForRoutesToName() {
        assertThat(budget("limit: 5, window: run, appliesTo: named").appliesTo())
                .isEqualTo(AppliesTo.NAMED);
    }

    @Test
    void aCascadeNamesBudgetsOrAmounts() {
        assertThat(cascadeBudgets("support")).containsExactly("support");
        assertThat(cascadeBudgets("0.05")).containsExactly("0.05");
        assertThat(cascadeBudgets("5.0e-2")).containsExactly("0.05");
        assertThat(cascadeBudgets("'2'")).containsExactly("2");
        assertThat(cascadeBudgets("[company, 0.10, support, company]")).containsExactly("company", "0.1", "support");
    }

    @Test
    void everyKeyOfTheLedgerArrives() {
        assertThat(ConfigurationTest.parse(ConfigurationTest.FULL).ledger())
                .isEqualTo(new LedgerConfiguration(
                        new Database("jdbc:h2:file:./data/cascadeflow", "u", "p"), true, false, Duration.ofDays(400)));
        assertThat(ledger("memory: true")).isEqualTo(new LedgerConfiguration(new Memory(), false, true, null));
        assertThat(ledger("dataSource: '#orders'"))
                .isEqualTo(new LedgerConfiguration(new DataSourceBean("#orders"), false, true, null));
    }

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
        assertThat(onlyProblem(cascade(written)).toString()).contains("cascades.c.budget", message);
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
    void aPasswordIsNotPrinted() {
        assertThat(new Database("jdbc:postgresql://db/x?password=s3cret", "u", "s3cret"))
                .hasToString("Database[url=jdbc:postgresql://db/x, username=u]");
        assertThat(new Database("jdbc:h2:file:./x;PASSWORD=s3cret", null, null))
                .asString()
                .doesNotContain("s3cret");
        assertThat(ConfigurationTest.parse("ledger: {url: 'jdbc:x', password: s3cret}"))
                .asString()
                .doesNotContain("s3cret");
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

    @Test
    void placeholdersAreResolved() {
        Configuration configuration = Configuration.parse(
                "f.yaml",
                "ledger: {url: '{{u}}', password: '{{p}}', failOpen: '{{t}}'}",
                text -> text.replace("{{u}}", "jdbc:x")
                        .replace("{{p}}", "secret")
                        .replace("{{t}}", "true"));
        assertThat(configuration.ledger())
                .isEqualTo(new LedgerConfiguration(new Database("jdbc:x", null, "secret"), true, true, null));
    }

    private static BudgetConfiguration budget(String keys) {
        return ConfigurationTest.parse("budgets: [{name: b, %s}]".formatted(keys))
                .budgets()
                .get(0);
    }

    private static LedgerConfiguration ledger(String keys) {
        return Objects.requireNonNull(
                ConfigurationTest.parse("ledger: {%s}".formatted(keys)).ledger());
    }

    private static String cascade(String budget) {
        return """
                budgets: [{name: support, limit: 1, window: day}, {name: company, limit: 1, window: day}]
                cascades: {c: {budget: %s, tiers: [{name: a, uri: 'direct:a'}]}}
                """.formatted(budget);
    }

    private static List<String> cascadeBudgets(String written) {
        return Objects.requireNonNull(
                        ConfigurationTest.parse(cascade(written)).cascades().get("c"))
                .budgets();
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
