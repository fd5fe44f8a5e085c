package io.cascadeflow.benchmarks.ledger;

import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.Window;
import io.cascadeflow.budget.jdbc.JdbcLedger;
import io.cascadeflow.budget.jdbc.LeaseTerms;
import io.cascadeflow.budget.jdbc.LeasedLedger;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.jdbcx.JdbcConnectionPool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One of the nodes of {@link LedgerNodes}: makes calls until its input ends, then closes its ledger. Writes each settled key
 * to a file before it counts it, and how many there are to its output, once a second's worth.
 */
@Command(name = "ledger-node", hidden = true, mixinStandardHelpOptions = true)
public final class LedgerNode implements Callable<Integer> {

    private static final int SAY_EACH = 500;

    @Option(names = "--url", required = true)
    private String url = "";

    @Option(names = "--name", required = true)
    private String name = "";

    @Option(names = "--budget", required = true)
    private String budget = "";

    @Option(names = "--limit", required = true)
    private String limit = "";

    @Option(names = "--settled", required = true)
    private Path settled = Path.of("");

    @Option(names = "--at-once", defaultValue = "2000")
    private int atOnce;

    @Option(names = "--lifetime-millis", defaultValue = "15000")
    private long lifetimeMillis;

    @Option(names = "--patience-millis", defaultValue = "60000")
    private long patienceMillis;

    @Option(names = "--direct")
    private boolean direct;

    @Override
    public Integer call() throws Exception {
        JdbcConnectionPool pool = Pools.of(url);
        ExecutorService threads = Pools.threads();
        try (FileOutputStream file = new FileOutputStream(settled.toFile());
                BudgetLedger ledger = ledger(pool, threads)) {
            spend(ledger, file);
        }
        threads.shutdown();
        pool.dispose();
        System.out.println("closed");
        return 0;
    }

    private BudgetLedger ledger(JdbcConnectionPool pool, ExecutorService threads) {
        LeaseTerms terms = new LeaseTerms(Duration.ofMillis(lifetimeMillis), Duration.ofSeconds(1), 200_000);
        return direct
                ? JdbcLedger.open(pool, Clock.systemUTC(), threads)
                : LeasedLedger.open(pool, Clock.systemUTC(), threads, name, terms);
    }

    private void spend(BudgetLedger ledger, FileOutputStream file) throws InterruptedException {
        Claim claim = Calls.claim(Budget.of(budget, limit, Window.TOTAL));
        Calls calls = new Calls(Duration.ofMillis(patienceMillis), claim);
        AtomicBoolean ended = endOfInput();
        Semaphore room = new Semaphore(atOnce);
        AtomicLong count = new AtomicLong();
        System.out.println("ready");
        for (long i = 0; !ended.get(); i++) {
            String key = name + "-" + i;
            room.acquire();
            calls.one(ledger, key).whenComplete((effect, failure) -> {
                if (effect == Effect.POSTED) {
                    note(file, key);
                    say(count.incrementAndGet());
                }
                room.release();
            });
        }
        room.acquire(atOnce);
        System.out.println("count " + count.get());
    }

    /** What is written here survives the end of this process, though not that of the machine. */
    private static void note(FileOutputStream file, String key) {
        try {
            file.write((key + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(long count) {
        if (count == 1 || count % SAY_EACH == 0) {
            System.out.println("count " + count);
        }
    }

    private static AtomicBoolean endOfInput() {
        AtomicBoolean ended = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    // only the end of it matters
                }
            } catch (IOException e) {
                System.err.println("input failed: " + e.getMessage());
            }
            ended.set(true);
        });
        reader.setDaemon(true);
        reader.start();
        return ended;
    }
}
