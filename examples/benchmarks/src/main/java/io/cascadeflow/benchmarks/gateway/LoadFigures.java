package io.cascadeflow.benchmarks.gateway;

import io.cascadeflow.benchmarks.measure.Spread;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What the rounds of one target under one load came to: medians, each with the least and the most. */
record LoadFigures(
        String target,
        int clients,
        Spread perSecond,
        Spread p50,
        Spread p90,
        Spread p99,
        Spread cpuMicros,
        int errors) {

    static LoadFigures of(String target, int clients, List<LoadSample> rounds) {
        return new LoadFigures(
                target,
                clients,
                spread(rounds, LoadSample::perSecond),
                spread(rounds, LoadSample::p50),
                spread(rounds, LoadSample::p90),
                spread(rounds, LoadSample::p99),
                spread(rounds, LoadSample::cpuMicros),
                rounds.stream().mapToInt(LoadSample::errors).sum());
    }

    private static Spread spread(List<LoadSample> rounds, ToDoubleFunction<LoadSample> figure) {
        return Spread.of(rounds.stream().mapToDouble(figure).boxed().toList());
    }

    static String head() {
        return "%-12s %7s  %-24s %-21s %-21s %-21s %-18s %6s"
                .formatted("", "clients", "answers/s", "p50 ms", "p90 ms", "p99 ms", "CPU us/answer", "errors");
    }

    String row() {
        return "%-12s %7d  %-24s %-21s %-21s %-21s %-18s %6d"
                .formatted(
                        target,
                        clients,
                        cell(perSecond, 0),
                        cell(p50, 3),
                        cell(p90, 3),
                        cell(p99, 3),
                        cell(cpuMicros, 0),
                        errors);
    }

    private static String cell(Spread spread, int digits) {
        String number = "%." + digits + "f";
        return String.format(
                Locale.ROOT,
                number + " (" + number + "-" + number + ")",
                spread.median(),
                spread.least(),
                spread.most());
    }
}
