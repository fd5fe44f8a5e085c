package io.cascadeflow.confidence.fit;

import io.cascadeflow.confidence.Calibration;
import io.cascadeflow.confidence.Calibration.Isotonic;
import io.cascadeflow.confidence.Calibration.Platt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the calibration of scores that were made without knowing the labels they are compared with. */
final class Calibrating {

    /** Below so many labels a free curve follows chance; two numbers do not. */
    private static final int ENOUGH_FOR_A_CURVE = 1_000;
    /** A point of the curve stands for at least this many drafts. */
    private static final int DRAFTS_IN_A_POINT = 50;

    private static final int STEPS = 50;

    private Calibrating() {}

    /** @param weights how many drafts each stands for */
    static Calibration of(double[] scores, boolean[] right, double[] weights) {
        return scores.length < ENOUGH_FOR_A_CURVE ? platt(scores, right, weights) : isotonic(scores, right, weights);
    }

    /** By Newton's method, with Platt's targets, which keep a clean separation from becoming certainty. */
    static Platt platt(double[] scores, boolean[] right, double[] weights) {
        double all = Arrays.stream(weights).sum();
        double count = IntStream.range(0, right.length)
                .filter(i -> right[i])
                .mapToDouble(i -> weights[i])
                .sum();
        double high = (count + 1.0) / (count + 2.0);
        double low = 1.0 / (all - count + 2.0);
        double slope = 1;
        double offset = 0;
        for (int step = 0; step < STEPS; step++) {
            double g1 = 0;
            double g0 = 0;
            double h11 = 1e-9;
            double h10 = 0;
            double h00 = 1e-9;
            for (int i = 0; i < scores.length; i++) {
                double p = 1 / (1 + Math.exp(-(slope * scores[i] + offset)));
                double miss = weights[i] * (p - (right[i] ? high : low));
                double curvature = weights[i] * p * (1 - p);
                g1 += miss * scores[i];
                g0 += miss;
                h11 += curvature * scores[i] * scores[i];
                h10 += curvature * scores[i];
                h00 += curvature;
            }
            double determinant = h11 * h00 - h10 * h10;
            slope -= (h00 * g1 - h10 * g0) / determinant;
            offset -= (h11 * g0 - h10 * g1) / determinant;
        }
        // A score that ranks backwards is no score: then every draft gets nearly the same confidence.
        return new Platt(Math.max(slope, 1e-3), offset);
    }

    /** Pool adjacent violators; the blocks' centres are joined by straight lines, so that equal ranks stay rare. */
    static Isotonic isotonic(double[] scores, boolean[] right, double[] weights) {
        int[] order = Quantiles.rising(scores);
        List<Block> blocks = new ArrayList<>();
        for (int from = 0; from < order.length; from += DRAFTS_IN_A_POINT) {
            int to = order.length - from < 2 * DRAFTS_IN_A_POINT ? order.length : from + DRAFTS_IN_A_POINT;
            push(blocks, Block.of(Arrays.copyOfRange(order, from, to), scores, right, weights));
            from = to - DRAFTS_IN_A_POINT;
        }
        return curve(blocks, scores[order[0]], scores[order[order.length - 1]]);
    }

    private record Block(double size, double score, double right) {

        static Block of(int[] drafts, double[] scores, boolean[] right, double[] weights) {
            return new Block(
                    Arrays.stream(drafts).mapToDouble(i -> weights[i]).sum(),
                    Arrays.stream(drafts)
                            .mapToDouble(i -> weights[i] * scores[i])
                            .sum(),
                    Arrays.stream(drafts)
                            .filter(i -> right[i])
                            .mapToDouble(i -> weights[i])
                            .sum());
        }

        double share() {
            return right / size;
        }

        Block with(Block other) {
            return new Block(size + other.size, score + other.score, right + other.right);
        }
    }

    private static void push(List<Block> blocks, Block next) {
        Block block = next;
        while (!blocks.isEmpty() && blocks.get(blocks.size() - 1).share() >= block.share()) {
            block = blocks.remove(blocks.size() - 1).with(block);
        }
        blocks.add(block);
    }

    private static Isotonic curve(List<Block> blocks, double lowest, double highest) {
        List<Double> at = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (Block block : blocks) {
            at.add(block.score / block.size);
            shares.add(block.share());
        }
        // Beyond the outermost centres a little slope keeps the order of the scores.
        at.add(0, Math.min(lowest, at.get(0)) - 1);
        shares.add(0, shares.get(0) * 0.9);
        at.add(Math.max(highest, at.get(at.size() - 1)) + 1);
        shares.add(1 - (1 - shares.get(shares.size() - 1)) * 0.9);
        return new Isotonic(at, shares);
    }
}
