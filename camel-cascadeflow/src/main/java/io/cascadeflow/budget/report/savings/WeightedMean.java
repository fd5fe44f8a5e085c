package io.cascadeflow.budget.report.savings;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The mean of all from which samples were drawn with known probabilities: the estimator of Hajek (Sarndal, Swensson and
 * Wretman 1992, section 5.7), with the error of a ratio.
 *
 * @param value the estimate
 * @param error its standard error
 * @param samples how many samples it rests on
 */
record WeightedMean(double value, double error, int samples) {

    static WeightedMean of(List<AuditSample> samples, ToDoubleFunction<AuditSample> measure) {
        double weights = samples.stream().mapToDouble(WeightedMean::weight).sum();
        double mean = samples.stream()
                        .mapToDouble(sample -> weight(sample) * measure.applyAsDouble(sample))
                        .sum()
                / weights;
        double squares = samples.stream()
                .mapToDouble(sample -> Math.pow(weight(sample) * (measure.applyAsDouble(sample) - mean), 2))
                .sum();
        double n = samples.size();
        return new WeightedMean(mean, Math.sqrt(squares * n / (n - 1)) / weights, samples.size());
    }

    private static double weight(AuditSample sample) {
        return 1 / sample.probability();
    }

    /** Half of the interval that holds the truth in 95 of 100 cases. */
    double margin() {
        return error * students(samples - 1);
    }

    /** So many standard errors are that half: the t distribution, by its expansion around the normal. */
    static double students(double degreesOfFreedom) {
        double z = 1.96;
        return z + (z * z * z + z) / (4.0 * degreesOfFreedom);
    }
}
