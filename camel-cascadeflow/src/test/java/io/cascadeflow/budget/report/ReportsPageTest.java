package io.cascadeflow.budget.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.CalendarWindow;
import io.cascadeflow.budget.CalendarWindow.Unit;
import io.cascadeflow.budget.MemoryLedger;
import io.cascadeflow.budget.jdbc.JdbcSpend;
import io.cascadeflow.budget.report.bill.Bill;
import io.cascadeflow.budget.report.bill.BillDays;
import io.cascadeflow.budget.report.bill.BillFormat;
import io.cascadeflow.budget.report.bill.ReconciledRow;
import io.cascadeflow.budget.report.bill.Reconciliation;
import io.cascadeflow.budget.report.bill.Reconciliation.Days;
import io.cascadeflow.budget.report.bill.Tolerance;
import io.cascadeflow.budget.report.savings.AuditSample;
import io.cascadeflow.budget.report.savings.AuditSavings;
import io.cascadeflow.budget.report.savings.LedgerAudits;
import io.cascadeflow.budget.report.savings.ListPriceSavings;
import io.cascadeflow.budget.report.savings.Savings;
import io.cascadeflow.budget.report.trend.AnomalyAlarm;
import io.cascadeflow.budget.report.trend.Forecast;
import io.cascadeflow.budget.report.trend.Forecast.Expected;
import io.cascadeflow.budget.report.trend.Forecaster;
import io.cascadeflow.budget.report.trend.SpendSeries;
import io.cascadeflow.budget.report.trend.Verdict.Unusual;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code docs/reports.md} shows compiles, runs and says what the page says. */
class ReportsPageTest {

    private static final Path PAGE = Path.of("../docs/reports.md");
    private static final Path THIS = Path.of("src/test/java/io/cascadeflow/budget/report/ReportsPageTest.java");
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private final MovableClock clock = new MovableClock();
    private final MemoryLedger ledger = new MemoryLedger(clock);
    private final SpendSource source = new LedgerSpend(ledger);
    private final PriceCatalog catalog = PriceCatalog.shipped(clock);
    private final List<String> logged = new ArrayList<>();
    private final Instant from = Instant.parse("2026-09-01T00:00:00Z");
    private final Instant to = Instant.parse("2026-12-01T00:00:00Z");
    private final Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final SpendRange range = new SpendRange(from, to);

    /** Two dollars a day of one tenant, and a day of five hundred. */
    @BeforeEach
    void spend() {
        SpendFixture calls = new SpendFixture(ledger, clock);
        for (LocalDate day = LocalDate.parse("2026-09-02");
                day.isBefore(LocalDate.parse("2026-11-20"));
                day = day.plusDays(1)) {
            boolean isLast = day.equals(LocalDate.parse("2026-11-19"));
            calls.spend(
                    day + "T12:00:00Z",
                    isLast ? "500" : "2",
                    "openai:gpt-4o-mini",
                    "tenant=acme cascade=support role=draft");
        }
    }

    @Test
    void everyExampleOfThePageIsOneOfThese() throws IOException {
        String tests = squeezed(Files.readString(THIS));
        List<String> examples = EXAMPLE.matcher(Files.readString(PAGE))
                .results()
                .map(match -> squeezed(match.group(1)))
                .toList();

        assertThat(examples)
                .hasSizeGreaterThan(6)
                .allSatisfy(example -> assertThat(tests).contains(example));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void everyColumnAndKeyIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);

        Stream<String> columns = Stream.concat(
                SpendTables.lines().columns().stream().map(Column::name),
                SpendTables.rows().columns().stream().map(Column::name));
        Stream<String> keys = Arrays.stream(SpendKey.class.getFields()).map(Field::getName);
        assertThat(Stream.concat(columns, keys).collect(Collectors.toSet()))
                .hasSizeGreaterThan(40)
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    @Test
    void aSourceIsADatabase() {
        JdbcDataSource dataSource = new JdbcDataSource();
        SpendSource source = new JdbcSpend(dataSource);

        assertThat(source).isNotNull();
    }

    @Test
    void spendingByKeyAndTimeIsExported() {
        CalendarWindow day = new CalendarWindow(Unit.DAY, ZoneId.of("Europe/Zurich"));
        SpendQuery query = SpendQuery.of(from, to).every(day).by(SpendKey.TENANT, SpendKey.MODEL);
        for (SpendRow row : source.spend(query)) {
            log(row.bucket().id(), row.value(SpendKey.TENANT), row.spend().amount());
        }

        assertThat(logged).hasSize(79).startsWith("2026-09-02 acme 2").endsWith("2026-11-19 acme 500");

        Writer csvFile = new StringWriter();
        Writer jsonFile = new StringWriter();
        source.lines(new SpendRange(from, to), SpendTables.lines().csv(csvFile));
        source.spend(query, SpendTables.rows(SpendKey.TENANT, SpendKey.MODEL).jsonLines(jsonFile));

        assertThat(csvFile.toString().lines()).hasSize(80);
        assertThat(jsonFile.toString().lines()).hasSize(79);
    }

    @Test
    void aBillIsPutBesideTheLedger() {
        Reader billFile =
                new StringReader("date,model,cost_usd\n2026-11-18,gpt-4o-mini,2\n2026-11-19,gpt-4o-mini,600\n");
        LocalDate november = LocalDate.parse("2026-11-18");
        LocalDate december = LocalDate.parse("2026-11-20");

        BillFormat format =
                BillFormat.of("openai", "date", "model", "cost_usd").withDays(BillDays.pattern("yyyy-MM-dd"));
        Bill bill = Bill.read(billFile, format);
        Tolerance tolerance = new Tolerance(Usd.of("0.01"), 0.005);
        Reconciliation reconciled =
                Reconciliation.of(bill, source, catalog, new Days(november, december, ZoneOffset.UTC, tolerance));
        for (ReconciledRow row : reconciled.differences()) {
            log(row.day(), row.model(), row.side(), row.ours(), row.theirs(), row.difference(), row.ratio());
        }

        assertThat(logged).containsExactly("2026-11-19 openai:gpt-4o-mini BOTH 500 600 100 OptionalDouble[1.2]");
    }

    @Test
    void everyTenantIsForecastAndJudged() {
        CalendarWindow day = new CalendarWindow(Unit.DAY, ZoneId.of("Europe/Zurich"));

        List<SpendSeries> everyTenant =
                SpendSeries.read(source, SpendQuery.of(from, now).every(day).by(SpendKey.TENANT));
        CalendarWindow month = new CalendarWindow(Unit.MONTH, day.zone());
        for (SpendSeries series : everyTenant) {
            Forecast forecast = new Forecaster(0.9).endOf(month, series);
            if (forecast instanceof Expected expected) {
                log(series.key(), expected.spent(), expected.total(), expected.low(), expected.high());
            }
        }

        assertThat(logged).singleElement().asString().startsWith("{tenant=acme} 536 556.91");
        logged.clear();

        for (SpendSeries series : everyTenant) {
            if (AnomalyAlarm.DEFAULT.judge(series) instanceof Unusual unusual) {
                log(series.key(), unusual.amount(), unusual.usual(), unusual.score());
            }
        }

        assertThat(logged).singleElement().asString().startsWith("{tenant=acme} 500 2");
    }

    @Test
    void savingsNameTheirBaseline() {
        Savings byList =
                new ListPriceSavings(Map.of("support", ModelId.parse("openai:gpt-4o")), catalog).in(range, source);
        log(byList.baseline(), byList.saved(), byList.compared(), byList.apart());

        Savings byLedger = new LedgerAudits(Map.of("support", "large")).in(range, source);
        log(byLedger.baseline(), byLedger.saved(), byLedger.estimate(), byLedger.without());

        List<AuditSample> samples = IntStream.range(0, 40)
                .mapToObj(i -> new AuditSample("d" + i, Usd.of("2"), Usd.of("3"), 0.5, true))
                .toList();
        AuditSavings audits = new AuditSavings(samples);
        Savings byAudit = audits.in(range, source);
        log(byAudit.baseline(), byAudit.saved(), byAudit.estimate(), audits.acceptable());

        assertThat(logged.get(0))
                .startsWith("LIST_PRICE_OF_LAST_TIER Optional[-")
                .endsWith("656 0");
        assertThat(logged.get(1)).isEqualTo("AUDIT_SHARE Optional.empty null 79");
        assertThat(logged.get(2)).startsWith("AUDIT_SHARE Optional[79]");
    }

    private void log(@Nullable Object... words) {
        logged.add(Stream.of(words).map(String::valueOf).collect(Collectors.joining(" ")));
    }
}
