package io.cascadeflow.replay;

import java.util.List;

/**
 * The quality of the cascade by the share of questions that the large model is asked, lowest confidence first.
 *
 * @param points by growing share, from 0 to 1
 */
public record CostQuality(List<Point> points) {

    public CostQuality {
        points = List.copyOf(points);
    }

    /**
     * @param largeShare of the questions that also go to the large model, 0 to 1
     * @param quality mean quality of the answers then
     */
    public record Point(double largeShare, double quality) {}

    /** Of the drafts with labels; empty when there are none. */
    public static CostQuality of(List<Replayed> drafts) {
        List<Replayed> labelled =
                drafts.stream().filter(draft -> draft.labels() != null).toList();
        if (labelled.isEmpty()) {
            return new CostQuality(List.of());
        }
        double small = labelled.stream()
                .map(Replayed::labels)
                .mapToDouble(labels -> labels == null ? 0 : labels.small())
                .average()
                .orElse(0);
        return new CostQuality(Ranking.of(labelled).curve().points().stream()
                .map(point -> new Point(point.share(), small + point.gain()))
                .toList());
    }
}
