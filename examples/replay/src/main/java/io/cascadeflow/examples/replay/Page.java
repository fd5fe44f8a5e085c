package io.cascadeflow.examples.replay;

import io.cascadeflow.confidence.fit.Binomial;
import io.cascadeflow.replay.CostQuality;
import io.cascadeflow.replay.CostQuality.Point;
import io.cascadeflow.replay.Reliability;
import io.cascadeflow.replay.Reliability.Bin;
import io.cascadeflow.replay.Replayed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A page with the figures and the two pictures of a gate: how far its confidence is true, and what it buys. */
final class Page {

    private static final double ONE_SIDE = 0.975;
    private static final String ENDING = ".html";

    private Page() {}

    /** Writes the page, and each picture beside it as a file of its own. */
    static void write(Path file, String title, String figures, List<Replayed> drafts) throws IOException {
        String reliability = reliability(Reliability.of(drafts));
        String quality = quality(CostQuality.of(drafts).points());
        String name = file.toString();
        String stem = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
        write(Path.of(stem + "-reliability.svg"), reliability);
        write(Path.of(stem + "-cost-quality.svg"), quality);
        write(
                file,
                ("<!DOCTYPE html>%n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%1$s</title></head>%n"
                                + "<body style=\"font-family: sans-serif; max-width: 60em; margin: 2em auto\"><h1>%1$s</h1>%n"
                                + "<pre>%2$s</pre>%n<h2>Reliability</h2><p>Confidence against the share of drafts that are right, in"
                                + " ten bins of as many drafts each; bars are exact 95 %% intervals.</p>%n%3$s<h2>Cost and quality</h2>"
                                + "<p>Quality by the share of questions that the large model is asked, lowest confidence first;"
                                + " dashed: a random router, and the large model alone.</p>%n%4$s</body></html>%n")
                        .formatted(Chart.escape(title), Chart.escape(figures), reliability, quality));
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static String reliability(@Nullable Reliability found) {
        Chart chart = new Chart("confidence", "share of right drafts", 0, 1).dashed(0, 0, 1, 1);
        if (found == null) {
            return chart.note(0.1, 0.5, "some drafts have no confidence").svg();
        }
        for (Bin bin : found.bins()) {
            int right = (int) Math.round(bin.right() * bin.drafts());
            chart.bar(
                            bin.confidence(),
                            Binomial.lowerBound(right, bin.drafts(), ONE_SIDE),
                            Binomial.upperBound(right, bin.drafts(), ONE_SIDE))
                    .dot(bin.confidence(), bin.right());
        }
        return chart.note(0.05, 0.93, String.format(Locale.ROOT, "ECE %.3f", found.ece()))
                .svg();
    }

    private static String quality(List<Point> points) {
        if (points.isEmpty()) {
            return new Chart("share of large calls", "quality", 0, 1)
                    .note(0.1, 0.5, "no labels")
                    .svg();
        }
        double small = points.get(0).quality();
        double large = points.get(points.size() - 1).quality();
        double lowest = points.stream().mapToDouble(Point::quality).min().orElse(0);
        double highest = points.stream().mapToDouble(Point::quality).max().orElse(1);
        double room = Math.max(0.01, (highest - lowest) / 10);
        return new Chart("share of large calls", "quality", lowest - room, highest + room)
                .dashed(0, small, 1, large)
                .dashed(0, large, 1, large)
                .curve(points.stream()
                        .map(point -> new double[] {point.largeShare(), point.quality()})
                        .toList())
                .svg();
    }
}
