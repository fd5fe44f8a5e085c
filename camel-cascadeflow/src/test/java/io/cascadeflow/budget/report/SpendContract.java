package io.cascadeflow.budget.report;

import static io.cascadeflow.budget.report.SpendKey.BUDGET;
import static io.cascadeflow.budget.report.SpendKey.BUDGET_VALUE;
import static io.cascadeflow.budget.report.SpendKey.BUDGET_WINDOW;
import static io.cascadeflow.budget.report.SpendKey.MODEL;
import static io.cascadeflow.budget.report.SpendKey.PROVIDER;
import static io.cascadeflow.budget.report.SpendKey.ROLE;
import static io.cascadeflow.budget.report.SpendKey.STATUS;
import static io.cascadeflow.budget.report.SpendKey.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetKey;
import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.CalendarWindow;
import io.cascadeflow.budget.CalendarWindow.Unit;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.MemoryLedger;
import io.cascadeflow.budget.Window;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every source of reports does. */
public abstract class SpendContract {

    private static final String MINI = "openai:gpt-4o-mini";
    private static final String LARGE = "anthropic:claude-opus-4-5";
    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final CalendarWindow DAY = new CalendarWindow(Unit.DAY, ZURICH);
    private static final SpendQuery OCTOBER =
            SpendQuery.of(Instant.parse("2026-09-30T22:00:00Z"), Instant.parse("2026-10-31T23:00:00Z"));

    private final MovableClock clock = new MovableClock();
    private SpendSource source = (range, each) -> {};
    private SpendFixture calls = new SpendFixture(new MemoryLedger(clock), clock);

    /**
     * A ledger and what reads it.
     *
     * @param ledger has no lines yet
     * @param source reads them
     */
    public record Opened(BudgetLedger ledger, SpendSource source) {}

    protected abstract Opened open(MovableClock at);

    @BeforeEach
    void start() {
        Opened opened = open(clock);
        calls = new SpendFixture(opened.ledger(), clock);
        source = opened.source();
    }

    @Test
    void sumsAreExactForEachTenantAndDay() {
        calls.spend("2026-10-05T08:00:00Z", "0.1", MINI, "tenant=acme");
        calls.spend("2026-10-05T09:00:00Z", "0.2", LARGE, "tenant=acme");
        calls.spend("2026-10-05T10:00:00Z", "0.000000001", MINI, "tenant=beta");
        calls.spend("2026-10-06T08:00:00Z", "0.4", MINI, "");

        assertThat(amounts(source.spend(OCTOBER.every(DAY).by(TENANT))))
                .containsExactly("2026-10-05 acme 0.3", "2026-10-05 beta 0.000000001", "2026-10-06  0.4");
    }

    @Test
    void theDayTheClocksGoBackHasTwentyFiveHours() {
        calls.spend("2026-10-24T21:59:59.999999Z", "1", MINI, "");
        calls.spend("2026-10-24T22:00:00Z", "2", MINI, "");
        calls.spend("2026-10-25T22:59:59.999999Z", "4", MINI, "");
        calls.spend("2026-10-25T23:00:00Z", "8", MINI, "");

        assertThat(amounts(source.spend(OCTOBER.every(DAY))))
                .containsExactly("2026-10-24 1", "2026-10-25 6", "2026-10-26 8");
    }

    @Test
    void theHourThatIsShownTwiceIsTwoBuckets() {
        calls.spend("2026-10-25T00:30:00Z", "1", MINI, "");
        calls.spend("2026-10-25T01:30:00Z", "2", MINI, "");

        assertThat(amounts(source.spend(OCTOBER.every(new CalendarWindow(Unit.HOUR, ZURICH)))))
                .containsExactly("2026-10-25T02:00+02:00 1", "2026-10-25T02:00+01:00 2");
    }

    @Test
    void theRangeEndsBeforeItsEnd() {
        calls.spend("2026-10-05T08:00:00Z", "1", MINI, "");

        assertThat(source.spend(
                        SpendQuery.of(Instant.parse("2026-10-05T07:00:00Z"), Instant.parse("2026-10-05T08:00:00Z"))))
                .isEmpty();
        assertThat(source.spend(SpendQuery.of(
                        Instant.parse("2026-10-05T08:00:00Z"), Instant.parse("2026-10-05T08:00:00.000001Z"))))
                .hasSize(1);
    }

    @Test
    void tokensEstimatesAndDraftsAreAddedUp() {
        Instant at = Instant.parse("2026-10-05T08:00:00Z");
        calls.spend(at, "1", MINI, "role=draft", new TokenUsage(1, 2, 3, 4, 5, 5, false));
        calls.spend(at, "3", LARGE, "role=answer", new TokenUsage(10, 20, 30, 40, 50, 0, true));

        Spend spend = source.spend(OCTOBER).get(0).spend();

        assertThat(spend.tokens()).isEqualTo(new TokenUsage(11, 22, 33, 44, 55, 5, true));
        assertThat(spend.amount()).isEqualTo(Usd.of("4"));
        assertThat(spend.estimatedShare()).hasValue(0.75);
        assertThat(spend.draftShare()).hasValue(0.25);
    }

    @Test
    void whatWasNotSettledCostsNothingAndIsCounted() {
        calls.release("2026-10-05T08:00:00Z", MINI, "");
        calls.settleLate("2026-10-05T09:00:00Z", "0.5", MINI, "");

        assertThat(source.spend(OCTOBER).get(0).spend())
                .isEqualTo(new Spend(1, 1, 1, TokenUsage.estimated(50, 5), Usd.of("0.5"), Usd.of("0.5"), Usd.ZERO));
        assertThat(amounts(source.spend(OCTOBER.by(STATUS))))
                .containsExactly(
                        OCTOBER.range() + " expired 0", OCTOBER.range() + " late 0.5", OCTOBER.range() + " released 0");
    }

    @Test
    void aCallIsInTheSumOfEachOfItsBudgetsOnce() {
        Instant at = Instant.parse("2026-10-05T08:00:00Z");
        Claim team = Budget.of("team", "100", Window.TOTAL).claim(Map.of(), "", at);
        Claim teamToday = Budget.of("team", "50", Window.of(Unit.DAY, ZURICH)).claim(Map.of(), "", at);
        Claim company = Budget.of("company", "100", Window.TOTAL).claim(Map.of(), "", at);
        calls.spend(at.toString(), "1", MINI, "", team, teamToday, company);
        calls.spend(at.toString(), "2", MINI, "");

        String all = OCTOBER.range().toString();
        assertThat(amounts(source.spend(OCTOBER.by(BUDGET))))
                .containsExactly(all + "  2", all + " company 1", all + " team 1");
        assertThat(amounts(source.spend(OCTOBER.by(BUDGET, BUDGET_WINDOW).where(BUDGET, "team"))))
                .containsExactly(all + " team 2026-10-05 1", all + " team total 1");
        assertThat(amounts(source.spend(OCTOBER.where(BUDGET, "team")))).containsExactly(all + " 1");
    }

    @Test
    void anyFactTellsSpendingApart() {
        calls.spend("2026-10-05T08:00:00Z", "1", MINI, "region=eu tenant=acme");
        calls.spend("2026-10-05T08:00:00Z", "2", MINI, "region=us tenant=acme");
        calls.spend("2026-10-05T08:00:00Z", "4", MINI, "tenant=acme");

        String all = OCTOBER.range().toString();
        SpendKey region = SpendKey.fact("region");
        assertThat(amounts(source.spend(OCTOBER.by(region, TENANT))))
                .containsExactly(all + "  acme 4", all + " eu acme 1", all + " us acme 2");
        assertThat(amounts(source.spend(OCTOBER.by(TENANT).where(region, "us"))))
                .containsExactly(all + " acme 2");
    }

    /** Whoever adds up, the sums are those of the lines. */
    @Test
    void everyQueryGivesTheSumsOfTheLines() {
        spendAtRandom(300);
        SpendSource byHand = source::lines;

        List<SpendQuery> queries = Stream.of(
                        OCTOBER.by(PROVIDER, ROLE),
                        OCTOBER.by(MODEL, TENANT).every(DAY),
                        OCTOBER.by(SpendKey.USER, SpendKey.PROJECT, SpendKey.RUN, SpendKey.DOMAIN),
                        OCTOBER.by(SpendKey.CASCADE, SpendKey.TIER).where(TENANT, "b"),
                        OCTOBER.by(SpendKey.CHARGE_SOURCE, STATUS, SpendKey.OWNER)
                                .where(PROVIDER, "openai"),
                        OCTOBER.by(SpendKey.DECISION, SpendKey.ASKED_MODEL),
                        OCTOBER.by(BUDGET_VALUE, BUDGET).every(DAY),
                        OCTOBER.by(TENANT).every(new CalendarWindow(Unit.HOUR, ZURICH)),
                        OCTOBER.every(new CalendarWindow(Unit.WEEK, ZURICH)),
                        OCTOBER.where(TENANT, "nobody"))
                .toList();

        assertThat(queries).allSatisfy(query -> assertThat(source.spend(query)).isEqualTo(byHand.spend(query)));
        assertThat(source.spend(OCTOBER.by(TENANT)).stream()
                        .map(row -> row.spend().amount())
                        .reduce(Usd.ZERO, Usd::plus))
                .isEqualTo(lines().stream()
                        .map(line -> line.posting().settled().usd())
                        .reduce(Usd.ZERO, Usd::plus))
                .isNotEqualTo(Usd.ZERO);
    }

    @Test
    void everyLineIsReadOnceHoweverManyThereAreInOneInstant() {
        for (int i = 0; i < 2_500; i++) {
            calls.spend("2026-10-05T08:00:00Z", "0.001", MINI, "");
        }
        calls.spend("2026-10-05T08:00:00.000001Z", "1", MINI, "");

        List<LedgerEntry> lines = lines();

        assertThat(lines).hasSize(2_501).doesNotHaveDuplicates().isEqualTo(lines());
        assertThat(source.spend(OCTOBER).get(0).spend().amount()).isEqualTo(Usd.of("3.5"));
    }

    private void spendAtRandom(int count) {
        Random random = new Random(7);
        Instant at = OCTOBER.range().from();
        for (int i = 0; i < count; i++) {
            at = at.plusSeconds(random.nextInt(15_000));
            String tenant = List.of("a", "b", "Ä", "_", "Z").get(random.nextInt(5));
            String role =
                    List.of(SpendRole.DRAFT, SpendRole.ANSWER, SpendRole.JUDGE).get(random.nextInt(3));
            String facts = "tenant=%s role=%s user=u%d project=p%d run=r%d domain=d cascade=c tier=t%d"
                    .formatted(tenant, role, i % 7, i % 3, i % 11, i % 2);
            Claim claim = Budget.of("team", "1000", Window.TOTAL)
                    .per(BudgetKey.by("tenant"))
                    .claim(Map.of("tenant", tenant), "", at);
            String usd = new Usd(1 + random.nextInt(1_000_000_000)).toString();
            TokenUsage usage = new TokenUsage(i, i % 5, i % 3, 0, 2L * i, i, i % 4 == 0);
            calls.spend(
                    at, usd, i % 2 == 0 ? MINI : LARGE, facts, usage, i % 3 == 0 ? new Claim[0] : new Claim[] {claim});
        }
    }

    private List<LedgerEntry> lines() {
        List<LedgerEntry> lines = new ArrayList<>();
        source.lines(OCTOBER.range(), lines::add);
        return lines;
    }

    private static List<String> amounts(List<SpendRow> rows) {
        return rows.stream()
                .map(row -> Stream.concat(
                                Stream.concat(Stream.of(row.bucket().id()), row.key().values().stream()),
                                Stream.of(row.spend().amount().toString()))
                        .reduce((one, other) -> one + " " + other)
                        .orElseThrow())
                .toList();
    }
}
