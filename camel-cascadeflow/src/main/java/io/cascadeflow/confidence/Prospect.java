package io.cascadeflow.confidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be expected of a draft before it is asked for, by what a profile learned.
 *
 * @param accepted the chance, 0 to 1, that it reaches the threshold
 * @param first the chance, 0 to 1, of a right answer when the draft is asked for, and the large model when it does not reach the
 *     threshold; absent when the profile does not know what the large model brings
 * @param straight the same when the large model is asked straight away; absent likewise
 */
public record Prospect(
        double accepted, @Nullable Double first, @Nullable Double straight) {

    /** By the confidences that drafts of its kind got: cut points of equal shares, from the lowest to the highest. */
    static Prospect of(List<Double> confidences, double threshold, @Nullable Escalation escalation) {
        double accepted = 0;
        double first = 0;
        double straight = 0;
        int shares = confidences.size() - 1;
        for (Part part : parts(confidences, threshold, escalation)) {
            double share = part.share() / shares;
            double middle = (part.from() + part.to()) / 2;
            double large = escalation == null ? middle : middle + escalation.gain(middle);
            accepted += part.kept() ? share : 0;
            first += share * (part.kept() ? middle : large);
            straight += share * large;
        }
        return escalation == null
                ? new Prospect(within01(accepted), null, null)
                : new Prospect(within01(accepted), within01(first), within01(straight));
    }

    /**
     * Drafts of nearly the same confidence.
     *
     * @param share how much of one share of equals this is, 0 to 1
     * @param kept whether they reach the threshold
     */
    private record Part(double from, double to, double share, boolean kept) {}

    /** Cut where the threshold is, and wherever the gain changes. */
    private static List<Part> parts(List<Double> confidences, double threshold, @Nullable Escalation escalation) {
        List<Double> cuts = new ArrayList<>(List.of(threshold));
        if (escalation != null) {
            escalation.gains().forEach(gain -> cuts.add(gain.from()));
        }
        Collections.sort(cuts);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < confidences.size() - 1; i++) {
            double low = confidences.get(i);
            double high = confidences.get(i + 1);
            double from = low;
            for (double cut : cuts) {
                if (cut > from && cut < high) {
                    parts.add(new Part(from, cut, (cut - from) / (high - low), from >= threshold));
                    from = cut;
                }
            }
            parts.add(new Part(from, high, high == low ? 1 : (high - from) / (high - low), from >= threshold));
        }
        return parts;
    }

    private static double within01(double chance) {
        return Math.max(0, Math.min(1, chance));
    }
}
