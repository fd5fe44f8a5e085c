package io.cascadeflow.budget.report.trend;

import io.cascadeflow.pricing.Usd;
import java.time.Instant;

/** What a window is likely to have cost at its end, or that nobody can tell. */
public sealed interface Forecast {

    /** What was spent in the window up to now, exact. */
    Usd spent();

    /**
     * A forecast.
     *
     * @param spent what was spent in the window up to now, exact
     * @param total what the whole window is likely to cost
     * @param low the lower end of the interval; not less than {@code spent}
     * @param high the upper end of the interval
     * @param coverage how often the truth should lie in the interval, as in 0.9
     * @param end the first instant after the window
     * @param seen how many past buckets the forecast rests on
     */
    record Expected(Usd spent, Usd total, Usd low, Usd high, double coverage, Instant end, int seen)
            implements Forecast {}

    /**
     * No number, since any would be a guess.
     *
     * @param spent what was spent in the window up to now, exact
     * @param seen how many buckets are over
     * @param needed how many would be enough
     */
    record TooLittleHistory(Usd spent, int seen, int needed) implements Forecast {}
}
