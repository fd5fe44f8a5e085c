package io.cascadeflow.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confidence beside the share of drafts that are right, in ten bins of as many drafts each, by rising confidence.
 *
 * @param bins at most ten, none empty
 */
public record Reliability(List<Bin> bins) {

    private static final int BINS = 10;

    public Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * @param drafts how many
     * @param confidence their mean
     * @param right the share of them that is right
     */
    public record Bin(int drafts, double confidence, double right) {}

    private record Point(double confidence, boolean right) {}

    /**
     * Of the drafts with confidence and labels; absent when there are none. A draft without confidence is not accepted, so
     * no number of it can mislead.
     */
    public static @Nullable Reliability of(List<Replayed> drafts) {
        List<Point> points = new ArrayList<>(drafts.size());
        for (Replayed draft : drafts) {
            Double confidence = draft.confidence();
            Labels labels = draft.labels();
            if (confidence != null && labels != null) {
                points.add(new Point(confidence, labels.draftRight()));
            }
        }
        // equal confidences in an order that does not depend on the questions'
        points.sort(Comparator.comparingDouble(Point::confidence).thenComparing(Point::right));
        List<Bin> bins = new ArrayList<>(BINS);
        for (int bin = 0; bin < BINS; bin++) {
            List<Point> part = points.subList(bin * points.size() / BINS, (bin + 1) * points.size() / BINS);
            if (!part.isEmpty()) {
                bins.add(bin(part));
            }
        }
        return bins.isEmpty() ? null : new Reliability(bins);
    }

    private static Bin bin(List<Point> points) {
        return new Bin(
                points.size(),
                points.stream().mapToDouble(Point::confidence).average().orElse(0),
                points.stream().filter(Point::right).count() / (double) points.size());
    }

    /** The mean distance of confidence from the share that is right, over all drafts. */
    public double ece() {
        int all = bins.stream().mapToInt(Bin::drafts).sum();
        return bins.stream()
                .mapToDouble(bin -> Math.abs(bin.confidence - bin.right) * bin.drafts / all)
                .sum();
    }

    /**
     * What {@link #ece} would be, on average, if each confidence were exactly right: so many drafts in a bin are right by
     * chance more or less often. By the normal approximation of the binomial.
     */
    public double eceByChance() {
        int all = bins.stream().mapToInt(Bin::drafts).sum();
        return bins.stream()
                .mapToDouble(bin -> Math.sqrt(2 * bin.confidence * (1 - bin.confidence) / (Math.PI * bin.drafts))
                        * bin.drafts
                        / all)
                .sum();
    }
}
