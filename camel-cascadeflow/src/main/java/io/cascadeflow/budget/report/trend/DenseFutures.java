package io.cascadeflow.budget.report.trend;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Futures made up from a fit and its residuals. How wrong a fit tends to be is found by making up the past anew and fitting
 * that: the bootstrap of prediction errors (Davison and Hinkley 1997, section 6.3.3) with blocks of residuals in a circle
 * (Politis and Romano 1992), as long as the cube root of their number (Hall, Horowitz and Jing 1995).
 *
 * <p>Whether a faint trend is real, and whether any goes on, is not known: half of the futures follow a trend however faint,
 * and half follow a trend to the end instead of letting it fade.
 */
final class DenseFutures implements Futures {

    private static final double FADES_AT_MOST = 0.9;

    private final double[] values;
    private final int[] kinds;
    private final Horizon horizon;
    private final Fit cautious;
    private final Fit bold;
    private final int block;

    DenseFutures(Past past, Horizon horizon) {
        this.values = past.values();
        this.kinds = past.kinds();
        this.horizon = horizon;
        this.cautious = new Fit(values, kinds, Slope.of(values, kinds).clear());
        this.bold = new Fit(values, kinds, Slope.of(values, kinds).any());
        this.block = (int) Math.round(Math.cbrt(values.length));
    }

    @Override
    public double likely() {
        return horizon.total(cautious);
    }

    @Override
    public double[] possible() {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] totals = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            totals[i] = total(random.nextBoolean() ? cautious : bold, random);
        }
        Arrays.sort(totals);
        return totals;
    }

    private double total(Fit fit, SplittableRandom random) {
        double damping = random.nextBoolean() ? 1 : FADES_AT_MOST + (1 - FADES_AT_MOST) * random.nextDouble();
        double[] changes = draw(fit.residuals(), horizon.length(), random);
        double future = horizon.total(i -> Math.max(0, fit.at(i + 1, horizon.kinds()[i], damping) + changes[i]));
        double[] past = draw(fit.residuals(), values.length, random);
        double[] fitted = fit.fitted();
        Arrays.setAll(past, i -> Math.max(0, past[i] + fitted[i]));
        Fit again = new Fit(past, kinds, Slope.of(past, kinds).any());
        return future + horizon.total(fit) - horizon.total(again);
    }

    private double[] draw(double[] residuals, int length, SplittableRandom random) {
        double[] drawn = new double[length];
        int from = 0;
        for (int i = 0; i < length; i++) {
            from = i % block == 0 ? random.nextInt(residuals.length) : from + 1;
            drawn[i] = residuals[from % residuals.length];
        }
        return drawn;
    }
}
