package io.cascadeflow.camel.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.Budget.WhenSpent;
import io.cascadeflow.budget.BudgetKey;
import io.cascadeflow.budget.CalendarWindow;
import io.cascadeflow.budget.CalendarWindow.Unit;
import io.cascadeflow.budget.RollingWindow;
import io.cascadeflow.budget.Window;
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

    static String cascade(String budget) {
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
}
