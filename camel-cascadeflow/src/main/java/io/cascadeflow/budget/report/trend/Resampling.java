package io.cascadeflow.budget.report.trend;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How wrong a forecast tends to be: the past is made up anew from the fit and blocks of its residuals, forecast, and compared
 * with a future made up in the same way. The bootstrap of prediction errors (Davison and Hinkley 1997, section 6.3.3) with
 * blocks in a circle (Politis and Romano 1992). The same past gives the same errors: the generator's seed is fixed.
 */
final class Resampling {

    private static final int TIMES = 400;
    private static final long SEED = 20_261_123L;
    private static final double FADES = 0.9;

    private final Past past;
    private final Horizon horizon;
    private final SplittableRandom random = new SplittableRandom(SEED);

    Resampling(Past past, Horizon horizon) {
        this.past = past;
        this.horizon = horizon;
    }

    /** What the buckets to come may cost together, in dollars, sorted. */
    double[] totals() {
        Fit cautious = past.fit(past.values(), true);
        Fit free = past.fit(past.values(), false);
        double[] totals = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            totals[i] = total(random.nextBoolean() ? cautious : free);
        }
        Arrays.sort(totals);
        return totals;
    }

    private double total(Fit fit) {
        double damping = random.nextBoolean() ? 1 : FADES + (1 - FADES) * random.nextDouble();
        double future = horizon.total(fit, damping, draw(fit, horizon.kinds().length));
        double error = horizon.total(fit) - horizon.total(past.fit(anotherPast(fit), false));
        return future + error;
    }

    private double[] anotherPast(Fit fit) {
        double[] values = draw(fit, fit.fitted().length);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, values[i] + fit.fitted()[i]);
        }
        return values;
    }

    private double[] draw(Fit fit, int length) {
        double[] residuals = fit.residuals();
        double[] drawn = new double[length];
        int from = 0;
        for (int i = 0; i < length; i++) {
            from = i % past.block() == 0 ? random.nextInt(residuals.length) : from + 1;
            drawn[i] = residuals[from % residuals.length];
        }
        return drawn;
    }
}
