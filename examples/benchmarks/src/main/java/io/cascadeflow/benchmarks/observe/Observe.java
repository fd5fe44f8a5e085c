package io.cascadeflow.benchmarks.observe;

import com.sun.management.OperatingSystemMXBean;
import io.cascadeflow.benchmarks.measure.Spread;
import io.cascadeflow.benchmarks.measure.TemporaryFolder;
import io.cascadeflow.benchmarks.observe.Observed.Seen;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What observing costs a call. */
@Command(
        name = "observe",
        description = {
            "Measures processor time per question of a cascade on the scripted provider, all threads of the JVM included:",
            "without anything, with metrics, with spans, with an audit trail in a file of H2, and with all of them, in turns.",
            "Half of the questions escalate. Fails when all cost more than 150 microseconds over nothing."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Observe implements Callable<Integer> {

    private static final double MOST_MICROS = 150;
    private static final double MICROS = 1_000;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @Option(names = "--rounds", defaultValue = "9", description = "Rounds that count, after as many as warm up.")
    private int rounds;

    @Option(names = "--questions", defaultValue = "4000", description = "In a round.")
    private int questions;

    @Override
    public Integer call() throws Exception {
        try (TemporaryFolder temporary = TemporaryFolder.create()) {
            return measureIn(temporary.path());
        }
    }

    private int measureIn(Path folder) throws Exception {
        try (Observed nothing = new Observed(new Seen(false, false, false), folder);
                Observed metrics = new Observed(new Seen(true, false, false), folder);
                Observed spans = new Observed(new Seen(false, true, false), folder);
                Observed audit = new Observed(new Seen(false, false, true), folder);
                Observed all = new Observed(new Seen(true, true, true), folder)) {
            Map<String, Observed> ways = new LinkedHashMap<>();
            ways.put("nothing", nothing);
            ways.put("metrics", metrics);
            ways.put("spans", spans);
            ways.put("audit", audit);
            ways.put("all", all);
            measure(ways);
            return report(measure(ways));
        }
    }

    /** In turns, so that what else the machine does meets all alike. */
    private Map<String, List<Double>> measure(Map<String, Observed> ways) throws InterruptedException {
        Map<String, List<Double>> micros = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Observed> way : ways.entrySet()) {
                micros.computeIfAbsent(way.getKey(), any -> new ArrayList<>()).add(microsPerQuestion(way.getValue()));
            }
        }
        return micros;
    }

    private double microsPerQuestion(Observed way) throws InterruptedException {
        long before = system.getProcessCpuTime();
        way.ask(questions);
        return (system.getProcessCpuTime() - before) / MICROS / questions;
    }

    private int report(Map<String, List<Double>> micros) {
        double nothing = Spread.of(micros.getOrDefault("nothing", List.of())).median();
        double more = 0;
        System.out.printf(
                "%-8s %10s %10s %10s %10s  microseconds of processor time per question%n",
                "", "median", "least", "most", "more");
        for (Map.Entry<String, List<Double>> way : micros.entrySet()) {
            Spread spread = Spread.of(way.getValue());
            more = spread.median() - nothing;
            System.out.printf(
                    "%-8s %10.1f %10.1f %10.1f %10.1f%n",
                    way.getKey(), spread.median(), spread.least(), spread.most(), more);
        }
        return more <= MOST_MICROS ? 0 : 1;
    }
}
