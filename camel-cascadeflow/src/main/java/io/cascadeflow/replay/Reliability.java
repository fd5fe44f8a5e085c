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

    /** Absent when any draft has no confidence, or none has labels. */
    public static @Nullable Reliability of(List<Replayed> drafts) {
        List<Point> points = new ArrayList<>(drafts.size());
        for (Replayed draft : drafts) {
            Double confidence = draft.confidence();
            Labels labels = draft.labels();
            if (confidence == null) {
                return null;
            }
            if (labels != null) {
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
}
