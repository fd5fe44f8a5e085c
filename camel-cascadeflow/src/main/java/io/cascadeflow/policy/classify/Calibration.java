package io.cascadeflow.policy.classify;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a probability of evidence, by Platt's method: one rising curve for all labels, so that their order stays. Immutable.
 *
 * @param slope above 0
 */
record Calibration(double slope, double intercept) {

    static final Calibration NONE = new Calibration(1, 0);

    private static final int STEPS = 50;
    private static final double LEAST_SLOPE = 0.05;
    private static final double RIDGE = 1e-3;

    double score(double evidence) {
        return chance(slope * evidence + intercept);
    }

    static double chance(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    /**
     * Learns in parts: each part of the samples is judged by what was learned from the others. What counts is how often the label
     * with the most evidence is right.
     *
     * @param parts how many; every so-manieth sample is of the same
     */
    static Calibration of(Learner learner, int features, int labels, List<Sample> samples, int parts) {
        if (samples.size() < 2 * parts) {
            return NONE;
        }
        List<double[]> judged = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            List<Sample> others = new ArrayList<>();
            List<Sample> own = new ArrayList<>();
            for (int i = 0; i < samples.size(); i++) {
                (i % parts == part ? own : others).add(samples.get(i));
            }
            Linear linear = learner.learn(features, labels, others);
            for (Sample sample : own) {
                float[] evidence = linear.evidence(sample);
                int best = best(evidence);
                judged.add(new double[] {evidence[best], sample.fits()[best] ? 1 : 0});
            }
        }
        return fit(judged);
    }

    private static int best(float[] evidence) {
        int best = 0;
        for (int label = 1; label < evidence.length; label++) {
            best = evidence[label] > evidence[best] ? label : best;
        }
        return best;
    }

    /** By Newton's method. */
    private static Calibration fit(List<double[]> judged) {
        double slope = 1;
        double intercept = 0;
        for (int i = 0; i < STEPS; i++) {
            double g0 = RIDGE * (slope - 1);
            double g1 = RIDGE * intercept;
            double h00 = RIDGE;
            double h01 = 0;
            double h11 = RIDGE;
            for (double[] pair : judged) {
                double p = chance(slope * pair[0] + intercept);
                double error = p - pair[1];
                double spread = p * (1 - p);
                g0 += error * pair[0];
                g1 += error;
                h00 += spread * pair[0] * pair[0];
                h01 += spread * pair[0];
                h11 += spread;
            }
            double determinant = h00 * h11 - h01 * h01;
            double down = (h11 * g0 - h01 * g1) / determinant;
            double aside = (h00 * g1 - h01 * g0) / determinant;
            slope = Math.max(LEAST_SLOPE, slope - down);
            intercept -= aside;
            if (Math.abs(down) + Math.abs(aside) < 1e-9) {
                break;
            }
        }
        return new Calibration(slope, intercept);
    }
}
