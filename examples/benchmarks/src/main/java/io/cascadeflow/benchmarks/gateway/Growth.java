package io.cascadeflow.benchmarks.gateway;

import io.cascadeflow.benchmarks.measure.Spread;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Whether something grew: the median of the last third of the samples beside that of the first third.
 *
 * @param most what the last third may be at most
 */
record Growth(String what, double first, double last, double most) {

    /**
     * @param share how much more is no growth, as a share of the first third
     * @param more and how much more beside that
     */
    static Growth of(
            String what, List<SoakSample> samples, ToDoubleFunction<SoakSample> figure, double share, double more) {
        int third = Math.max(1, samples.size() / 3);
        double first = median(samples.subList(0, third), figure);
        double last = median(samples.subList(samples.size() - third, samples.size()), figure);
        return new Growth(what, first, last, first * (1 + share) + more);
    }

    private static double median(List<SoakSample> some, ToDoubleFunction<SoakSample> figure) {
        return Spread.of(some.stream().mapToDouble(figure).boxed().toList()).median();
    }

    boolean grew() {
        return last > most;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%-24s %12.0f %12.0f %12.0f  %s",
                what,
                first,
                last,
                most,
                grew() ? "GREW" : "did not grow");
    }
}
