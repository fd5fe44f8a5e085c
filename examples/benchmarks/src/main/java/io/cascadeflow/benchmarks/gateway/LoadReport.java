package io.cascadeflow.benchmarks.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the load showed.
 *
 * @param addedP50Millis of one client: what our gateway adds to asking the provider directly
 * @param throughputRatio of the most clients: our answers for each of Portkey's; absent without Portkey
 * @param p99Ratio of 16 clients: our p99 by Portkey's; absent without Portkey, or without 16 clients
 */
record LoadReport(
        List<LoadFigures> figures,
        @Nullable Double addedP50Millis,
        @Nullable Double throughputRatio,
        @Nullable Double p99Ratio) {

    private static final int MIDDLE = 16;

    static LoadReport of(List<LoadFigures> figures) {
        int most = figures.stream().mapToInt(LoadFigures::clients).max().orElse(1);
        return new LoadReport(
                figures,
                two(
                        figures,
                        "direct",
                        1,
                        (ours, direct) -> ours.p50().median() - direct.p50().median()),
                two(
                        figures,
                        "portkey",
                        most,
                        (ours, theirs) ->
                                ours.perSecond().median() / theirs.perSecond().median()),
                two(
                        figures,
                        "portkey",
                        MIDDLE,
                        (ours, theirs) -> ours.p99().median() / theirs.p99().median()));
    }

    /** What two targets are to each other. */
    private interface Comparison {
        double of(LoadFigures ours, LoadFigures other);
    }

    private static @Nullable Double two(List<LoadFigures> figures, String other, int clients, Comparison comparison) {
        Optional<LoadFigures> ours = find(figures, "cascadeflow", clients);
        return find(figures, other, clients)
                .flatMap(theirs -> ours.map(our -> comparison.of(our, theirs)))
                .orElse(null);
    }

    private static Optional<LoadFigures> find(List<LoadFigures> figures, String target, int clients) {
        return figures.stream()
                .filter(line -> line.target().equals(target) && line.clients() == clients)
                .findFirst();
    }

    boolean isWithout(int errors) {
        return figures.stream().mapToInt(LoadFigures::errors).sum() <= errors;
    }

    String json() throws IOException {
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(LoadFigures.head());
        figures.forEach(line -> lines.add(line.row()));
        add(lines, "added to the provider's p50, one client: %.3f ms", addedP50Millis);
        add(lines, "answers/s by Portkey's, most clients: %.2f", throughputRatio);
        add(lines, "p99 by Portkey's, 16 clients: %.2f", p99Ratio);
        return String.join(System.lineSeparator(), lines);
    }

    private static void add(List<String> lines, String words, @Nullable Double figure) {
        if (figure != null) {
            lines.add(String.format(Locale.ROOT, words, figure));
        }
    }
}
