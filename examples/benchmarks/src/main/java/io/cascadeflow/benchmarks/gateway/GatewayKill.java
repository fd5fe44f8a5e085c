package io.cascadeflow.benchmarks.gateway;

import io.cascadeflow.benchmarks.gateway.client.Clients;
import io.cascadeflow.benchmarks.server.ServerProcess;
import io.cascadeflow.budget.jdbc.JdbcLedger;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Kills the gateway under load, again and again, and compares what clients were told with what is on the ledger. Ends with 1
 * when a client has an answer that is not there with its amount, or something stays held.
 */
@Command(
        name = "gateway-kill",
        description =
                "Kills the gateway with -9 under load, starts it again on the same data, and compares the ledger.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class GatewayKill implements Callable<Integer> {

    private static final Duration PAST_ALL_EXPIRIES = Duration.ofDays(2);
    private static final long PATIENCE_SECONDS = 60;

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Option(names = "--kills", defaultValue = "10", description = "How often it is killed.")
    private int kills;

    @Option(names = "--clients", defaultValue = "32", description = "How many ask at once.")
    private int clients;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "Between a start and the kill; at random up to as much again.")
    private int seconds;

    @Option(names = "--seed", defaultValue = "1", description = "Of the random moments.")
    private long seed;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (ServerProcess provider = ServerProcess.start("fake-provider");
                GatewayFolder folder = GatewayFolder.make(gateway, provider.baseUrl(), "requestTimeout=10s")) {
            Told told = new Told();
            spend(folder, told);
            KillReport report = compare(folder, told, kills);
            System.out.println(json ? report.json() : report.text());
            return report.holds() ? 0 : 1;
        }
    }

    /** Killed so often; the last one started ends as it should. */
    private void spend(GatewayFolder folder, Told told) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < kills; round++) {
            GatewayProcess running = GatewayProcess.start(gateway, folder, 0);
            try (Clients asking = new Clients(running.port(), clients, told)) {
                long least = TimeUnit.SECONDS.toNanos(seconds);
                asking.run(System.nanoTime() + least + (long) (random.nextDouble() * least));
                kill(running, asking);
            } finally {
                running.kill();
            }
            System.err.printf(
                    "kill %d: %d answers so far%n", round + 1, told.costs().size());
        }
        try (GatewayProcess last = GatewayProcess.start(gateway, folder, 0);
                Clients asking = new Clients(last.port(), clients, told)) {
            asking.run(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
            asking.drain(System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
        }
    }

    /** While the clients go on: what reached them before it died is theirs. */
    private static void kill(GatewayProcess running, Clients asking) throws IOException {
        Thread killer = new Thread(() -> {
            try {
                running.kill();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        killer.start();
        asking.run(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
        asking.drain(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
    }

    /** Two days later, when nothing may be held any more. */
    private static KillReport compare(GatewayFolder folder, Told told, int kills) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(folder.ledgerUrl());
        JdbcConnectionPool pool = JdbcConnectionPool.create(source);
        try (JdbcLedger ledger =
                JdbcLedger.open(pool, Clock.offset(Clock.systemUTC(), PAST_ALL_EXPIRIES), Runnable::run)) {
            while (ledger.expire() > 0) {
                // what is left is returned a bounded number at a time
            }
            return KillReport.of(kills, told, ledger);
        } finally {
            pool.dispose();
        }
    }
}
