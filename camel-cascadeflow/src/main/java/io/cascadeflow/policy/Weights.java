package io.cascadeflow.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How much each of four goals counts when several ways to an answer are allowed. Only their ratios matter: they are kept as
 * shares of one. Immutable.
 *
 * @param quality of more right answers
 * @param cost of a lower price
 * @param latency of less time
 * @param energy of less energy
 */
public record Weights(double quality, double cost, double latency, double energy) {

    private static final Comparator<Weights> SORTED = Comparator.comparingDouble(Weights::quality)
            .thenComparingDouble(Weights::cost)
            .thenComparingDouble(Weights::latency)
            .thenComparingDouble(Weights::energy);

    /** @throws IllegalArgumentException when one is negative or no number, or all are zero */
    public Weights {
        require("quality", quality);
        require("cost", cost);
        require("latency", latency);
        require("energy", energy);
        // the largest first: a sum of huge ones would be infinite
        double largest = Math.max(Math.max(quality, cost), Math.max(latency, energy));
        if (largest == 0) {
            throw new IllegalArgumentException("all weights are 0, so nothing counts; set one of them above 0");
        }
        double sum = quality / largest + cost / largest + latency / largest + energy / largest;
        quality = quality / largest / sum;
        cost = cost / largest / sum;
        latency = latency / largest / sum;
        energy = energy / largest / sum;
    }

    private static void require(String name, double weight) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("%s is %s; a weight is a number, 0 or more".formatted(name, weight));
        }
    }

    /**
     * What several demand together: the mean of their shares, whatever their order.
     *
     * @param all at least one
     */
    public static Weights mean(List<Weights> all) {
        if (all.size() == 1) {
            return all.get(0);
        }
        // sums of doubles depend on their order
        List<Weights> sorted = all.stream().sorted(SORTED).toList();
        return new Weights(
                sorted.stream().mapToDouble(Weights::quality).sum(),
                sorted.stream().mapToDouble(Weights::cost).sum(),
                sorted.stream().mapToDouble(Weights::latency).sum(),
                sorted.stream().mapToDouble(Weights::energy).sum());
    }

    /** The shares, as they are told in traces. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "quality %.2f, cost %.2f, latency %.2f, energy %.2f", quality, cost, latency, energy);
    }
}
