package io.cascadeflow.benchmarks.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.benchmarks.ledger.OpenLedger.Kind;
import io.cascadeflow.benchmarks.measure.Spread;
import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.MemoryCapacity;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast a call is held and settled, on each ledger. */
@Command(
        name = "ledger",
        description = {
            "Measures hold + settle on one account that all calls share.",
            "In memory: microseconds of one thread. In a database: settled calls per second, with many under way."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class LedgerSpeed implements Callable<Integer> {

    private static final double MICROS = 1_000;
    private static final double SECONDS = 1_000_000_000;
    private static final int MEMORY_CALLS = 200_000;
    private static final int MEMORY_WARM_UP = 10;

    @Option(names = "--on", split = ",", description = "Which ledgers: ${COMPLETION-CANDIDATES}; all when left out.")
    private List<Kind> kinds = List.of(Kind.values());

    @Option(names = "--rounds", defaultValue = "7", description = "Rounds that count, after some that do not.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "4", description = "About how long a round takes in a database.")
    private int seconds;

    @Option(names = "--at-once", defaultValue = "2000", description = "Calls under way together in a database.")
    private int atOnce;

    @Option(names = "--json", description = "Prints one line of JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Map<String, Spread> results = new LinkedHashMap<>();
        for (Kind kind : kinds) {
            System.err.println("measuring " + kind + " ...");
            try (OpenLedger open = OpenLedger.open(kind, MemoryCapacity.DEFAULT)) {
                if (kind == Kind.memory) {
                    memory(open.ledger(), results);
                } else {
                    results.put(kind + "_calls_per_s", database(open.ledger()));
                }
            }
        }
        System.out.println(json ? new ObjectMapper().writeValueAsString(results) : table(results));
        return 0;
    }

    /** One thread makes one call after the other. Its own time on the processor is what the calls cost. */
    private void memory(BudgetLedger ledger, Map<String, Spread> results) {
        Claim all = Calls.wide("all");
        Calls calls = new Calls(Duration.ofMinutes(1), all);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Double> wall = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (int round = -MEMORY_WARM_UP; round < rounds; round++) {
            long cpuStart = threads.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            makeInMemory(ledger, calls, "r" + round + "-");
            if (round >= 0) {
                wall.add((System.nanoTime() - start) / MICROS / MEMORY_CALLS);
                cpu.add((threads.getCurrentThreadCpuTime() - cpuStart) / MICROS / MEMORY_CALLS);
            }
        }
        long settled = ledger.balance(all).settled().calls();
        if (settled != (long) MEMORY_CALLS * (MEMORY_WARM_UP + rounds)) {
            throw new IllegalStateException(settled + " calls were settled, which is not all of them");
        }
        results.put("memory_us_per_call", Spread.of(wall));
        results.put("memory_cpu_us_per_call", Spread.of(cpu));
    }

    private static void makeInMemory(BudgetLedger ledger, Calls calls, String prefix) {
        for (int i = 0; i < MEMORY_CALLS; i++) {
            String key = prefix + i;
            ledger.hold(calls.request(key, Instant.now()));
            ledger.settle(key, Calls.cost());
        }
    }

    /** The first round says how many calls a round needs. */
    private Spread database(BudgetLedger ledger) throws InterruptedException {
        Calls calls = new Calls(Duration.ofMinutes(1), Calls.wide("all"));
        rate(ledger, calls, "first-", atOnce);
        double rate = rate(ledger, calls, "warm-", 5_000);
        List<Double> rates = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            int number = (int) Math.max(1_000, rate * seconds);
            rate = rate(ledger, calls, "r" + round + "-", number);
            System.err.printf("  round %d: %.0f/s (%d calls)%n", round, rate, number);
            rates.add(rate);
        }
        return Spread.of(rates);
    }

    private double rate(BudgetLedger ledger, Calls calls, String prefix, int number) throws InterruptedException {
        long start = System.nanoTime();
        long settled = calls.make(ledger, prefix, number, atOnce);
        if (settled != number) {
            throw new IllegalStateException("%d of %d calls were settled".formatted(settled, number));
        }
        return number / ((System.nanoTime() - start) / SECONDS);
    }

    private static String table(Map<String, Spread> results) {
        StringBuilder table = new StringBuilder("java " + System.getProperty("java.version") + "\n");
        results.forEach((name, spread) -> table.append("  %-32s median %10.2f  (%.2f to %.2f in %d rounds)%n"
                .formatted(name, spread.median(), spread.least(), spread.most(), spread.rounds())));
        return table.toString().stripTrailing();
    }
}
