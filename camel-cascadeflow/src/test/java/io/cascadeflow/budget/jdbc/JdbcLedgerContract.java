package io.cascadeflow.budget.jdbc;

import static io.cascadeflow.budget.LedgerFixture.NOON;
import static io.cascadeflow.budget.LedgerFixture.claim;
import static io.cascadeflow.budget.LedgerFixture.cost;
import static io.cascadeflow.budget.LedgerFixture.money;
import static io.cascadeflow.budget.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetKey;
import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.HoldResult.Granted;
import io.cascadeflow.budget.HoldResult.Repeated;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerContract;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.RollingWindow;
import io.cascadeflow.budget.SafetyFactors;
import io.cascadeflow.budget.WaitingLedger;
import io.cascadeflow.budget.WaitingLedger.Money;
import io.cascadeflow.budget.Window;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.model.TokenUsage;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every ledger in a database does. */
abstract class JdbcLedgerContract extends LedgerContract {

    private final List<JdbcConnectionPool> pools = new ArrayList<>();
    private final List<WaitingLedger> ledgers = new CopyOnWriteArrayList<>();

    /** A pool of connections to a database of this name, empty when first asked for. */
    abstract JdbcConnectionPool database(String name);

    @Override
    protected final BudgetLedger open(MovableClock clock) {
        return ledger("contract").ledger();
    }

    @AfterEach
    void close() {
        ledgers.forEach(WaitingLedger::close);
        pools.forEach(JdbcConnectionPool::dispose);
    }

    @Test
    void settledMoneySurvivesARestartAndHoldsAreReturnedAtTheirExpiry() {
        Claim team = claim("team", "1");
        Claim rolling = claim(Budget.of("rolling", "1", new RollingWindow(Duration.ofHours(1))));
        WaitingLedger before = ledger("restart");
        before.hold(request("settled", "0.3", team, rolling));
        before.settle("settled", cost("0.2"));
        before.hold(request("live", "0.5", team, rolling));
        close();

        WaitingLedger after = ledger("restart");
        assertThat(after.money(team)).isEqualTo(money("0.2", "0.5", "0"));
        assertThat(after.hold(request("settled", "0.1", team))).isEqualTo(new Repeated(HoldStatus.SETTLED));
        clock.advance(Duration.ofMinutes(1));
        assertThat(after.expire()).isEqualTo(1);
        assertThat(after.money(team)).isEqualTo(after.money(rolling)).isEqualTo(money("0.2", "0", "0"));
        assertThat(after.entries(team.account(), 0, 9)).hasSize(2);
    }

    @Test
    void whatWasLearnedAboutEstimatesSurvivesARestart() {
        WaitingLedger before = ledger("factors");
        SafetyFactors factors = before.ledger().factors();
        for (int i = 0; i < 1_500; i++) {
            factors.learn("openai", 1_000, TokenUsage.of(1_000 + i % 300, 1));
        }
        factors.learn("ollama", 10, TokenUsage.of(25, 1));
        before.close();

        SafetyFactors after = ledger("factors").ledger().factors();
        assertThat(after.factor("openai")).isEqualTo(factors.factor("openai")).isGreaterThan(1.2);
        assertThat(after.factor("ollama")).isEqualTo(2.5);
        assertThat(after.factor("groq")).isEqualTo(1);
    }

    @Test
    void linesAreForgottenInBatchesWhateverTheirNumber() {
        WaitingLedger ledger = ledger("many");
        JdbcConnectionPool pool = pool("many");
        Databases.execute(pool, Databases.manyLines(2 * OldRows.BATCH + 1, Micros.of(NOON.minus(Duration.ofDays(9)))));

        assertThat(ledger.ledger().forget(Duration.ofDays(7))).isEqualTo(2 * OldRows.BATCH + 1);
        assertThat(Databases.count(pool, "SELECT COUNT(*) FROM cascadeflow_entry"))
                .isZero();
    }

    @Test
    void twoNodesOnOneDatabaseTogetherKeepTheLimit() throws Exception {
        List<WaitingLedger> nodes = List.of(ledger("shared"), ledger("shared"));
        Claim team = claim("team", "1");
        Claim company = claim("company", "5");
        AtomicInteger admitted = new AtomicInteger();

        concurrently(200, i -> {
            WaitingLedger node = nodes.get(i % 2);
            if (node.hold(request("k" + i, "0.02", team, company)) instanceof Granted) {
                admitted.incrementAndGet();
                assertThat(node.settle("k" + i, cost("0.02"))).isEqualTo(Effect.POSTED);
            }
        });

        assertThat(admitted).hasValue(50);
        nodes.forEach(WaitingLedger::close);
        WaitingLedger after = ledger("shared");
        assertThat(after.money(team)).isEqualTo(after.money(company)).isEqualTo(money("1", "0", "0"));
    }

    @Test
    void callsWhoseAccountsAreNamedInAnyOrderDoNotBlockEachOther() throws Exception {
        WaitingLedger ledger = ledger("order");
        Claim a = claim("a", "1000");
        Claim b = claim("b", "1000");
        Claim rolling = claim(Budget.of("c", "1000", new RollingWindow(Duration.ofHours(1))));

        concurrently(100, i -> {
            Claim[] claims = i % 2 == 0 ? new Claim[] {a, b, rolling} : new Claim[] {rolling, b, a};
            ledger.hold(request("k" + i, "0.01", claims));
            ledger.settle("k" + i, cost("0.01"));
        });

        assertThat(List.of(ledger.money(a), ledger.money(b), ledger.money(rolling)))
                .containsOnly(money("1", "0", "0"));
    }

    @Test
    void aHoldThatManyEndAtOnceEndsOnce() throws Exception {
        WaitingLedger ledger = ledger("once");
        Claim team = claim("team", "1");
        ledger.hold(request("a", "0.5", team));
        clock.advance(Duration.ofSeconds(61));
        AtomicInteger posted = new AtomicInteger();

        concurrently(30, i -> {
            boolean done =
                    switch (i % 3) {
                        case 0 -> ledger.expire() == 1;
                        case 1 -> ledger.release("a") == Effect.POSTED;
                        default -> ledger.expire() == 1;
                    };
            posted.addAndGet(done ? 1 : 0);
        });

        assertThat(posted).hasValue(1);
        assertThat(ledger.money(team)).isEqualTo(Money.ZERO);
    }

    @Test
    void nodesThatStartTogetherCreateTheTablesTogether() throws Exception {
        concurrently(
                8, i -> assertThat(ledger("start").money(claim("team", "1"))).isEqualTo(Money.ZERO));
    }

    @Test
    void refusesASchemaThatIsNewerThanTheProgram() {
        ledger("newer");
        Databases.execute(pool("newer"), "INSERT INTO cascadeflow_schema (version, applied_at) VALUES (99, 0)");

        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> ledger("newer"))
                .withMessageContainingAll("99", "newer program");
    }

    @Test
    void anInterruptedMigrationIsFinishedAtTheNextStart() {
        ledger("half");
        Databases.execute(pool("half"), "DELETE FROM cascadeflow_schema");
        Databases.execute(pool("half"), "DROP TABLE cascadeflow_entry");

        assertThat(ledger("half").entries(claim("team", "1").account(), 0, 1)).isEmpty();
    }

    @Test
    void aDatabaseThatFailsAdmitsNothingAndSaysSo() {
        WaitingLedger ledger = ledger("down");
        Databases.execute(pool("down"), "DROP TABLE cascadeflow_account");

        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> ledger.hold(request("a", "0.5", claim("team", "1"))))
                .withMessageContaining("nothing may be spent");
    }

    @Test
    void aPoolThatGivesNoConnectionAndNoReasonAdmitsNothing() {
        DataSource broken = (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    throw new SQLException("no connection");
                });

        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> open(broken, clock));
    }

    @Test
    void whateverACallerSendsAsAKeyIsStored() {
        WaitingLedger ledger = ledger("text");
        Budget perUser = Budget.of("users", "1", Window.TOTAL).per(BudgetKey.by("user"));
        for (String user : List.of("Zoë", "a\u0000b", "'; DROP TABLE x", "😀", "\ud83d", "x".repeat(5000))) {
            Claim claim = perUser.claim(Map.of("user", user), "", NOON);
            assertThat(ledger.hold(request("k" + user.hashCode(), "1", claim))).isInstanceOf(Granted.class);
            assertThat(ledger.money(claim)).isEqualTo(money("0", "1", "0"));
        }
    }

    final synchronized JdbcConnectionPool pool(String name) {
        JdbcConnectionPool pool = database(name);
        pools.add(pool);
        return pool;
    }

    final WaitingLedger ledger(String name) {
        return ledger(name, clock);
    }

    final WaitingLedger ledger(String name, Clock at) {
        WaitingLedger ledger = new WaitingLedger(open(pool(name), at));
        ledgers.add(ledger);
        return ledger;
    }

    /** A ledger on a database. */
    abstract BudgetLedger open(DataSource database, Clock at);

    /** Work for one of many calls. */
    interface Call {
        void make(int number);
    }

    static void concurrently(int times, Call call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int number = i;
                running.add(threads.submit(() -> call.make(number)));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
