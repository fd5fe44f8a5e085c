package io.cascadeflow.budget.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.HoldResult.Repeated;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.LedgerFixture;
import io.cascadeflow.budget.WaitingLedger;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.pricing.Usd;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node is killed with -9 while it spends, and started again on the same database. */
class JdbcLedgerKillTest {

    private static final int ROUNDS = 3;

    @Test
    void noSettledCentIsLostOnH2(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("kill");
        survives("jdbc:h2:file:" + file.toAbsolutePath(), () -> Databases.h2(file));
    }

    @Test
    void noSettledCentIsLostOnPostgres() throws Exception {
        String url = Databases.postgresUrl(Databases.newPostgresSchema());
        survives(url, () -> Databases.postgresAt(url));
    }

    private static void survives(String url, Supplier<JdbcConnectionPool> database) throws Exception {
        Set<String> settled = new LinkedHashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            spendAndKill(url, round, 50 + 37 * round, settled);
            JdbcConnectionPool pool = database.get();
            assertNothingLost(pool, settled);
            pool.dispose();
        }
    }

    private static void spendAndKill(String url, int round, int calls, Set<String> settled) throws Exception {
        Process process = SpendUntilKilled.start(url, round);
        try (BufferedReader out = process.inputReader()) {
            for (int i = 0; i < calls; i++) {
                settled.add(out.readLine());
            }
            process.toHandle().destroyForcibly();
            out.lines().filter(line -> line.matches("round\\d+-\\d-\\d+")).forEach(settled::add);
        }
        process.waitFor();
    }

    private static void assertNothingLost(JdbcConnectionPool pool, Set<String> settled) {
        MovableClock clock = new MovableClock();
        WaitingLedger ledger = new WaitingLedger(JdbcLedger.open(pool, clock, Databases.THREADS));
        clock.advance(Duration.ofMinutes(2));
        ledger.expire();

        assertThat(settled).doesNotContainNull();
        WaitingLedger.Money balance = ledger.money(SpendUntilKilled.CLAIM);
        assertThat(balance.held()).isEqualTo(Usd.ZERO);
        assertThat(balance.settled().toBigDecimal().intValueExact()).isBetween(settled.size(), settled.size() + 12);
        List<LedgerEntry> entries = ledger.entries(SpendUntilKilled.CLAIM.account(), 0, 1_000_000);
        assertThat(entries.stream().map(e -> e.posting().settled().usd()).reduce(Usd.ZERO, Usd::plus))
                .isEqualTo(balance.settled());
        for (String key : settled) {
            assertThat(ledger.hold(LedgerFixture.request(key, "1", SpendUntilKilled.CLAIM)))
                    .isEqualTo(new Repeated(HoldStatus.SETTLED));
        }
    }
}
