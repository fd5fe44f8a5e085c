package io.cascadeflow.examples.heavyload;

import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What became of the questions at one moment.
 *
 * @param asked how many came
 * @param byTier how many each tier answered, by its name
 * @param degraded how many of these were answered below what was asked for, by the reason
 * @param aside how many were put aside to be asked again, by the reason
 * @param waits from a question's coming to its answer, shortest first
 * @param cost what the decisions say that all calls cost
 */
record Tally(
        int asked,
        Map<String, Integer> byTier,
        Map<String, Integer> degraded,
        Map<String, Integer> aside,
        List<Duration> waits,
        Usd cost) {

    int answered() {
        return sum(byTier);
    }

    int degradedOnes() {
        return sum(degraded);
    }

    int asideOnes() {
        return sum(aside);
    }

    boolean isDone() {
        return answered() + asideOnes() == asked;
    }

    /** The wait that a share of the answers did not exceed, by the nearest rank; zero when there are none. */
    Duration wait(double share) {
        return waits.isEmpty() ? Duration.ZERO : waits.get((int) Math.max(0, Math.ceil(share * waits.size()) - 1));
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
