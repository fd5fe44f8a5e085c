package io.cascadeflow.budget.report.trend;

/** What the buckets to come cost together, in dollars. */
interface Futures {

    int COUNT = 400;

    /** Every forecast draws the same numbers, so that the same past gives the same forecast. */
    long SEED = 20_261_123L;

    static Futures of(Past past, Horizon horizon) {
        return past.sparse() ? new SparseFutures(past, horizon) : new DenseFutures(past, horizon);
    }

    /** What is likely. */
    double likely();

    /** What may be: draws, sorted. */
    double[] possible();
}
