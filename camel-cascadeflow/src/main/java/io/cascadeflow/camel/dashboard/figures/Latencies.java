package io.cascadeflow.camel.dashboard.figures;

import java.util.OptionalLong;

/** How long things took, in milliseconds, by bounds a fifth apart: a quantile is at most that much too high. Not thread-safe. */
public final class Latencies {

    private static final int BOUNDS = 84;
    private static final double APART = Math.pow(2, 0.25);

    private final int[] counts = new int[BOUNDS];
    private long all;

    void add(long milliseconds) {
        counts[bound(milliseconds)]++;
        all++;
    }

    void add(Latencies other) {
        for (int i = 0; i < BOUNDS; i++) {
            counts[i] += other.counts[i];
        }
        all += other.all;
    }

    private static int bound(long milliseconds) {
        if (milliseconds <= 1) {
            return 0;
        }
        return (int) Math.min(BOUNDS - 1, Math.ceil(Math.log(milliseconds) / Math.log(APART) - 1e-9));
    }

    /** How many there are. */
    public long count() {
        return all;
    }

    /**
     * What that share of them took at most.
     *
     * @param share 0 to 1
     * @return empty when there are none
     */
    public OptionalLong quantile(double share) {
        long seen = 0;
        for (int i = 0; i < BOUNDS; i++) {
            seen += counts[i];
            if (seen > 0 && seen >= share * all) {
                return OptionalLong.of(Math.round(Math.pow(APART, i)));
            }
        }
        return OptionalLong.empty();
    }
}
