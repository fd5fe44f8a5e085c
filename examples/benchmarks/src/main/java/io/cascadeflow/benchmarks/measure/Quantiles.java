package io.cascadeflow.benchmarks.measure;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * How durations were distributed, in milliseconds. Unlike {@link Spread} it is about single events, not about rounds.
 *
 * @param count how many there were; when none, the others are 0
 */
public record Quantiles(double median, double p95, double p99, double most, int count) {

    private static final double NANOS_IN_MILLI = 1_000_000;

    public static Quantiles ofNanos(Collection<Long> nanos) {
        return ofNanos(nanos.stream().mapToLong(Long::longValue).toArray());
    }

    /** @param nanos in any order; left as it is */
    public static Quantiles ofNanos(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Quantiles(at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1), sorted.length);
    }

    /**
     * The least of which at least this share is not above; 0 of none.
     *
     * @param sorted nanoseconds
     */
    public static double at(long[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, index)] / NANOS_IN_MILLI;
    }

    /** A table's cells: median, p95, p99 and most. */
    public String cells() {
        return String.format(Locale.ROOT, "%9.3f %9.3f %9.3f %9.3f", median, p95, p99, most);
    }

    /** The head over {@link #cells}. */
    public static String head() {
        return String.format("%9s %9s %9s %9s", "median", "p95", "p99", "most");
    }
}
