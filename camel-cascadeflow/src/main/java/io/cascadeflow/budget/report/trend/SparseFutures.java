package io.cascadeflow.budget.report.trend;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Futures in which most buckets cost nothing: amounts of the past, as often as they may come. */
final class SparseFutures implements Futures {

    private final Rate rate;
    private final Horizon horizon;

    SparseFutures(Past past, Horizon horizon) {
        this.rate = new Rate(past.values());
        this.horizon = horizon;
    }

    @Override
    public double likely() {
        return horizon.total(i -> rate.mean());
    }

    @Override
    public double[] possible() {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] totals = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            double likelihood = rate.likelihood(random);
            totals[i] = horizon.total(bucket -> random.nextDouble() < likelihood ? rate.amount(random) : 0);
        }
        Arrays.sort(totals);
        return totals;
    }
}
