package io.cascadeflow.budget.jdbc;

import static io.cascadeflow.budget.LedgerFixture.claim;
import static io.cascadeflow.budget.LedgerFixture.cost;
import static io.cascadeflow.budget.LedgerFixture.request;

import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.WaitingLedger;
import io.cascadeflow.camel.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;

/** A process that holds and settles a dollar at a time, says each that is settled, and never ends by itself. */
final class SpendUntilKilled {

    static final Claim CLAIM = claim("kill", "1000000");

    private SpendUntilKilled() {}

    static Process start(String url, int round) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SpendUntilKilled.class.getName(),
                url,
                "round" + round);
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL(arguments[0]);
        JdbcConnectionPool pool = arguments[0].startsWith("jdbc:h2:")
                ? JdbcConnectionPool.create(h2)
                : Databases.postgresAt(arguments[0]);
        WaitingLedger ledger = new WaitingLedger(JdbcLedger.open(pool, new MovableClock(), Databases.THREADS));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int t = 0; t < 4; t++) {
            String prefix = arguments[1] + "-" + t + "-";
            threads.execute(() -> spend(ledger, prefix));
        }
    }

    private static void spend(WaitingLedger ledger, String prefix) {
        for (int i = 0; ; i++) {
            ledger.hold(request(prefix + i, "1.5", CLAIM));
            ledger.settle(prefix + i, cost("1"));
            say(prefix + i);
        }
    }

    /** Goes out at once: whoever reads it knows that the money was settled before. */
    private static void say(String key) {
        System.out.println(key);
        System.out.flush();
    }
}
