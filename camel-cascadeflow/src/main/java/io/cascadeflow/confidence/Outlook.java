package io.cascadeflow.confidence;

import java.util.List;

/**
 * What a first look, before the draft is there or while it is still growing, tells about the confidence that the finished
 * draft will get. Learned from recorded drafts: those with nearly the same first look are a band, and the band remembers
 * which confidences they got in the end. Immutable.
 *
 * @param weights of the first look
 * @param bands by rising score; at least one
 */
public record Outlook(Weights weights, List<Band> bands) {

    /** A band has at least so many drafts: what happened to none of them happens to fewer than 3 in 100. */
    public static final int LEAST_IN_BAND = 100;
    /** Confidences are kept as so many equal steps from the lowest to the highest. */
    public static final int STEPS = 20;

    public Outlook {
        bands = List.copyOf(bands);
        if (bands.isEmpty()) {
            throw new IllegalArgumentException("an outlook needs a band of drafts");
        }
    }

    /**
     * Drafts with nearly the same first look.
     *
     * @param upTo the highest score of the band
     * @param confidences {@link #STEPS} + 1 quantiles of the finished drafts' confidences, from the lowest to the highest
     */
    public record Band(double upTo, List<Double> confidences) {

        public Band {
            confidences = List.copyOf(confidences);
            if (confidences.size() != STEPS + 1) {
                throw new IllegalArgumentException(
                        "a band has %d quantiles; %d are needed".formatted(confidences.size(), STEPS + 1));
            }
        }

        /** The share of its drafts that reached {@code threshold}: exactly 0 for none, exactly 1 for all. */
        double reached(double threshold) {
            if (confidences.get(0) >= threshold) {
                return 1;
            }
            int below = 0;
            while (below <= STEPS && confidences.get(below) < threshold) {
                below++;
            }
            if (below > STEPS) {
                return 0;
            }
            double from = confidences.get(below - 1);
            double to = confidences.get(below);
            return 1 - (below - 1 + (threshold - from) / (to - from)) / STEPS;
        }
    }

    /** The chance, 0 to 1, that a draft with this first look reaches {@code threshold} in the end. */
    public double chance(Features first, double threshold) {
        return band(first).reached(threshold);
    }

    /** The drafts with nearly this first look. */
    Band band(Features first) {
        double score = weights.score(first, true);
        for (Band band : bands) {
            if (score <= band.upTo) {
                return band;
            }
        }
        return bands.get(bands.size() - 1);
    }
}
