package io.cascadeflow.budget.jdbc;

import static io.cascadeflow.budget.LedgerFixture.claim;
import static io.cascadeflow.budget.LedgerFixture.cost;
import static io.cascadeflow.budget.LedgerFixture.money;
import static io.cascadeflow.budget.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.WaitingLedger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2LedgerTest extends DirectLedgerContract {

    @TempDir
    Path folder = Path.of(".");

    @Override
    JdbcConnectionPool database(String name) {
        return Databases.h2(folder.resolve(name));
    }

    /** H2 2.3.232 loses a committed update when others are rolled back that waited for the same rows: decision 7. */
    @Test
    void transactionsThatGiveUpWaitingTakeNothingWithThem() throws Exception {
        impatient("patience");
        JdbcConnectionPool pool = database("patience");
        WaitingLedger ledger = new WaitingLedger(open(pool, clock));
        Claim first = claim("first", "1000");
        Claim second = claim("second", "1000");

        concurrently(1_000, i -> {
            insist(() -> ledger.hold(request("k" + i, "0.01", first, second)));
            insist(() -> ledger.settle("k" + i, cost("0.01")));
        });

        assertThat(ledger.money(first)).isEqualTo(ledger.money(second)).isEqualTo(money("10", "0", "0"));
        pool.dispose();
    }

    /** H2's thread that frees what was overwritten runs only with a delay, and a file remembers that it once had none. */
    @Test
    void leavesH2TheThreadThatClearsUp() throws Exception {
        JdbcConnectionPool pool = database("tidy");
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET WRITE_DELAY 0");
        }

        open(pool, clock);

        assertThat(
                        Databases.count(
                                pool,
                                "SELECT CAST(setting_value AS BIGINT) FROM information_schema.settings WHERE setting_name = 'WRITE_DELAY'"))
                .isEqualTo(500);
        pool.dispose();
    }

    /** Else every 32nd line costs a commit more; numbers that are lost with a process leave a gap, and no disorder. */
    @Test
    void theNumbersOfLinesAreKeptAtHandAndGoOnAfterARestart() {
        Claim claim = claim("numbered", "1000");
        for (int i = 0; i < 3; i++) {
            spendAndDie("k" + i, claim);
        }
        JdbcConnectionPool pool = database("numbers");

        assertThat(
                        Databases.count(
                                pool,
                                "SELECT MAX(identity_cache) FROM information_schema.columns WHERE table_name = 'CASCADEFLOW_ENTRY'"))
                .isEqualTo(4096);
        assertThat(open(pool, clock).entries(claim.account(), 0, 10))
                .extracting(LedgerEntry::key)
                .containsExactly("k0", "k1", "k2");
        pool.dispose();
    }

    private void spendAndDie(String key, Claim claim) {
        JdbcConnectionPool pool = database("numbers");
        WaitingLedger ledger = new WaitingLedger(open(pool, clock));
        ledger.hold(request(key, "0.01", claim));
        ledger.settle(key, cost("0.01"));
        assertThatThrownBy(() -> Databases.execute(pool, "SHUTDOWN IMMEDIATELY; SELECT 1"))
                .isInstanceOf(IllegalStateException.class);
        pool.dispose();
    }

    private void impatient(String name) {
        JdbcConnectionPool pool = database(name);
        Databases.execute(pool, "SET DEFAULT_LOCK_TIMEOUT 10");
        pool.dispose();
    }

    /** The same key may be tried again. */
    private static void insist(Runnable posting) {
        for (int i = 0; i < 1_000; i++) {
            try {
                posting.run();
                return;
            } catch (LedgerException e) {
                assertThat(e).hasMessageContaining("HYT00");
            }
        }
        throw new IllegalStateException("a thousand times no lock");
    }
}
