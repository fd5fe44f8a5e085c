package io.cascadeflow.benchmarks.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.budget.jdbc.JdbcLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcConnectionPool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Several JVMs on one PostgreSQL. Ends with 1 when something was lost, leaked or overspent. */
@Command(
        name = "ledger-nodes",
        description = {
            "Several nodes, each a JVM, spend from one budget on one PostgreSQL.",
            "Without --kill: settled calls per second, of each and in all.",
            "With --kill N: N times, one of them is killed (-9) at a random moment. Checks that no settled call is lost,",
            "that what was held comes back, and that the limit is never passed."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class LedgerNodes implements Callable<Integer> {

    @Option(names = "--nodes", split = ",", defaultValue = "2,4", description = "How many nodes; several runs.")
    private List<Integer> nodes = List.of();

    @Option(names = "--seconds", defaultValue = "10", description = "How long to measure, without --kill.")
    private int seconds;

    @Option(names = "--at-once", defaultValue = "2000", description = "Calls under way together on each node.")
    private int atOnce;

    @Option(names = "--kill", defaultValue = "0", description = "How often to kill a node, for each number of nodes.")
    private int kills;

    @Option(names = "--direct", description = "Without slices: each call asks the database.")
    private boolean direct;

    @Option(names = "--seed", defaultValue = "1", description = "Decides when which node is killed.")
    private long seed;

    @Option(names = "--json", description = "Prints one line of JSON for each number of nodes.")
    private boolean json;

    /**
     * How fast it was.
     *
     * @param perSecond settled calls per second of each node
     * @param total of all together
     */
    record Rates(int nodes, boolean direct, List<Double> perSecond, double total) {}

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("cascadeflow-nodes");
        boolean holds = true;
        try (Postgres server = Postgres.start()) {
            for (int number : nodes) {
                if (kills == 0) {
                    print(measure(server, folder, number));
                } else {
                    KillRounds rounds = new KillRounds(server.url(), folder, number, atOnce, direct, seed);
                    KillRounds.Result result = rounds.run(kills);
                    print(result);
                    holds &= result.holds();
                }
            }
        }
        return holds ? 0 : 1;
    }

    private void print(Object result) throws IOException {
        System.out.println(json ? new ObjectMapper().writeValueAsString(result) : result);
    }

    private Rates measure(Postgres server, Path folder, int number) throws Exception {
        prepare(server.url());
        List<NodeProcess> running = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Path settled = folder.resolve("rate-%d-%d".formatted(number, i));
            running.add(NodeProcess.start(settled, options(server.url(), "n%d-%d".formatted(number, i))));
        }
        for (NodeProcess node : running) {
            node.awaitSpending();
        }
        pause(seconds / 2.0);
        List<Long> before = running.stream().map(NodeProcess::count).toList();
        long start = System.nanoTime();
        pause(seconds);
        List<Long> after = running.stream().map(NodeProcess::count).toList();
        double elapsed = (System.nanoTime() - start) / 1e9;
        for (NodeProcess node : running) {
            node.end();
        }
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            rates.add((after.get(i) - before.get(i)) / elapsed);
        }
        return new Rates(
                number, direct, rates, rates.stream().mapToDouble(rate -> rate).sum());
    }

    /** Creates the tables, so that the nodes need not wait for each other with that. */
    static void prepare(String url) {
        JdbcConnectionPool pool = Pools.of(url);
        JdbcLedger.open(pool, Clock.systemUTC(), Runnable::run).close();
        pool.dispose();
    }

    private List<String> options(String url, String name) {
        List<String> options = new ArrayList<>(List.of(
                "--url=" + url, "--name=" + name, "--budget=shared", "--limit=1000000000", "--at-once=" + atOnce));
        if (direct) {
            options.add("--direct");
        }
        return options;
    }

    static void pause(double seconds) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep((long) (seconds * 1_000));
    }
}
