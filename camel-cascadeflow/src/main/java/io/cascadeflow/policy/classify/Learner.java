package io.cascadeflow.policy.classify;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Learns by logistic regression, each label against all others, so that several may fit or none. Goes through the samples again
 * and again in an order that is always the same, with smaller steps for features that it has seen often.
 *
 * @param rounds how often
 * @param step the first step
 * @param decay how strongly weights are drawn to zero
 */
record Learner(int rounds, double step, double decay) {

    private static final long ORDER = 20260801;
    private static final float FIRST_SQUARES = 1e-3f;

    /** @param features how many there are */
    Linear learn(int features, int labels, List<Sample> samples) {
        Linear linear = new Linear(new float[features * labels], biases(labels));
        float[] squares = new float[features * labels];
        Arrays.fill(squares, FIRST_SQUARES);
        int[] order = IntStream.range(0, samples.size()).toArray();
        SplittableRandom random = new SplittableRandom(ORDER);
        for (int round = 0; round < rounds; round++) {
            shuffle(order, random);
            for (int each : order) {
                follow(samples.get(each), linear, squares);
            }
        }
        return linear;
    }

    /** Without any feature one label is as likely as another: how many examples somebody has of it says nothing. Not learned. */
    private static float[] biases(int labels) {
        float[] biases = new float[labels];
        Arrays.fill(biases, (float) -Math.log(Math.max(1, labels - 1)));
        return biases;
    }

    private void follow(Sample sample, Linear linear, float[] squares) {
        float[] errors = linear.evidence(sample);
        int labels = errors.length;
        for (int label = 0; label < labels; label++) {
            errors[label] = (float) (Calibration.chance(errors[label]) - (sample.fits()[label] ? 1 : 0));
        }
        for (int i = 0; i < sample.rows().length; i++) {
            int from = sample.rows()[i] * labels;
            float value = sample.values()[i];
            for (int label = 0; label < labels; label++) {
                float slope = (float) (errors[label] * value + decay * linear.weights()[from + label]);
                linear.weights()[from + label] -= stepOf(slope, from + label, squares);
            }
        }
    }

    private float stepOf(float slope, int at, float[] squares) {
        squares[at] += slope * slope;
        return (float) (step * slope / Math.sqrt(squares[at]));
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
    }
}
