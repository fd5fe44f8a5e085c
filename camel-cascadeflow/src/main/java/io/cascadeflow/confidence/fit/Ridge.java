package io.cascadeflow.confidence.fit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Logistic regression with a penalty on squared weights, by L-BFGS: the loss is convex, so there is one answer and the way
 * to it does not matter. Deterministic.
 */
final class Ridge {

    private static final int MEMORY = 8;
    private static final int MOST_STEPS = 300;
    /** Enough: the loss of one example in ten thousand. */
    private static final double CLOSE = 1e-4;
    /** About the curvature of the logistic loss; only the speed depends on it. */
    private static final double CURVATURE = 0.2;

    private static final double SUFFICIENT = 1e-4;
    private static final int MOST_HALVINGS = 40;

    private final Table table;
    private final double[] penalty;
    private final double[] preconditioner;
    private final Deque<Pair> pairs = new ArrayDeque<>();
    private double[] gradient;

    private record Pair(double[] step, double[] change, double product) {}

    private Ridge(Table table, double[] penalty) {
        this.table = table;
        this.penalty = penalty;
        this.preconditioner = table.squares();
        for (int j = 0; j < penalty.length; j++) {
            preconditioner[j] = 1 / (penalty[j] + CURVATURE * preconditioner[j] + 1e-6);
        }
        this.gradient = new double[penalty.length];
    }

    /** The weights that fit {@code table} best, from {@code start} on. */
    static double[] fit(Table table, double[] penalty, double[] start) {
        return new Ridge(table, penalty).minimise(start.clone());
    }

    private double[] minimise(double[] start) {
        double[] weights = start;
        double loss = loss(weights, gradient);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] direction = direction();
            double slope = -dot(direction, gradient);
            double[] next = new double[weights.length];
            double[] nextGradient = new double[weights.length];
            double length = 1;
            double nextLoss = Double.POSITIVE_INFINITY;
            for (int i = 0; i < MOST_HALVINGS && !(nextLoss <= loss + SUFFICIENT * length * slope); i++) {
                length = i == 0 ? 1 : length / 2;
                move(weights, direction, length, next);
                nextLoss = loss(next, nextGradient);
            }
            if (!(nextLoss < loss)) {
                return weights;
            }
            remember(weights, next, nextGradient);
            boolean done = loss - nextLoss < CLOSE && -slope < CLOSE * 10;
            weights = next;
            gradient = nextGradient;
            loss = nextLoss;
            if (done) {
                return weights;
            }
        }
        return weights;
    }

    private static void move(double[] from, double[] direction, double length, double[] to) {
        for (int j = 0; j < from.length; j++) {
            to[j] = from[j] - length * direction[j];
        }
    }

    private double loss(double[] weights, double[] gradient) {
        double loss = 0;
        for (int j = 0; j < weights.length; j++) {
            loss += penalty[j] * weights[j] * weights[j] / 2;
            gradient[j] = penalty[j] * weights[j];
        }
        for (int row = 0; row < table.rows; row++) {
            double score = table.score(row, weights);
            double right = table.right(row);
            double weight = table.weight(row);
            loss += weight * (Math.log1p(Math.exp(-Math.abs(score))) + Math.max(score, 0) - right * score);
            table.add(row, weight * (1 / (1 + Math.exp(-score)) - right), gradient);
        }
        return loss;
    }

    private void remember(double[] weights, double[] next, double[] nextGradient) {
        double[] step = new double[weights.length];
        double[] change = new double[weights.length];
        for (int j = 0; j < weights.length; j++) {
            step[j] = next[j] - weights[j];
            change[j] = nextGradient[j] - gradient[j];
        }
        double product = dot(step, change);
        if (product > 0) {
            pairs.addLast(new Pair(step, change, product));
            if (pairs.size() > MEMORY) {
                pairs.removeFirst();
            }
        }
    }

    /** The inverse curvature, as remembered, times the gradient. */
    private double[] direction() {
        double[] direction = gradient.clone();
        double[] alpha = new double[pairs.size()];
        int i = pairs.size();
        for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
            Pair pair = newest.next();
            alpha[--i] = dot(pair.step, direction) / pair.product;
            addTo(direction, -alpha[i], pair.change);
        }
        for (int j = 0; j < direction.length; j++) {
            direction[j] *= preconditioner[j];
        }
        for (Pair pair : pairs) {
            double beta = dot(pair.change, direction) / pair.product;
            addTo(direction, alpha[i++] - beta, pair.step);
        }
        return direction;
    }

    private static void addTo(double[] sums, double factor, double[] values) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += factor * values[j];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
