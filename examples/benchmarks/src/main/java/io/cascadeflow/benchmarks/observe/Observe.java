package io.cascadeflow.benchmarks.observe;

import com.sun.management.OperatingSystemMXBean;
import io.cascadeflow.benchmarks.measure.Spread;
import java.lang.management.ManagementFactory;
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
            "without anything, with metrics, with spans, and with both, in turns. Half of the questions escalate.",
            "Fails when both cost more than 150 microseconds over nothing."
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
        try (Observed nothing = new Observed(false, false);
                Observed metrics = new Observed(true, false);
                Observed spans = new Observed(false, true);
                Observed both = new Observed(true, true)) {
            Map<String, Observed> ways = new LinkedHashMap<>();
            ways.put("nothing", nothing);
            ways.put("metrics", metrics);
            ways.put("spans", spans);
            ways.put("both", both);
            measure(ways);
            return report(measure(ways));
        }
    }

    /** In turns, so that what else the machine does meets all alike. */
    private Map<String, List<Double>> measure(Map<String, Observed> ways) {
        Map<String, List<Double>> micros = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            ways.forEach((name, way) ->
                    micros.computeIfAbsent(name, any -> new ArrayList<>()).add(microsPerQuestion(way)));
        }
        return micros;
    }

    private double microsPerQuestion(Observed way) {
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
