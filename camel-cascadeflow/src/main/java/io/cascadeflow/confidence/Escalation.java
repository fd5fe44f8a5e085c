package io.cascadeflow.confidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What going on to the large model brought and took, on the questions that a gate was fitted on.
 *
 * @param gains by confidence, lowest first; not empty. The gain never grows with confidence
 * @param usd mean price of a large answer in US dollars; absent when the price was not known
 * @param seconds mean time of a large answer; absent when it was not recorded
 */
public record Escalation(
        List<Gain> gains, @Nullable Double usd, @Nullable Double seconds) {

    /**
     * How many more right answers the large model gave.
     *
     * @param from the least confidence of the drafts that this is about; they end where the next gain begins
     * @param answers large answers right less drafts right, for each question: -1 to 1
     */
    public record Gain(double from, double answers) {}

    public Escalation {
        gains = List.copyOf(gains);
        if (gains.isEmpty()) {
            throw new IllegalArgumentException("what escalation brings was measured nowhere");
        }
    }

    /** How many more right answers going on brings with drafts of this confidence, for each question: -1 to 1. */
    double gain(double confidence) {
        double gain = gains.get(0).answers();
        for (Gain each : gains) {
            if (each.from() <= confidence) {
                gain = each.answers();
            }
        }
        return gain;
    }

    /** The least confidence from which going on never brings more than {@code answers} for each question; 1 when it always does. */
    double enoughFrom(double answers) {
        return gains.stream()
                .filter(gain -> gain.answers() <= answers)
                .mapToDouble(Gain::from)
                .findFirst()
                .orElse(1);
    }
}
