package io.cascadeflow.guard.eval;

import io.cascadeflow.guard.find.Detectors;
import io.cascadeflow.guard.find.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What detectors find in made-up items. */
public final class Scores {

    /** An item, and what was found in it. */
    public record Looked(Item item, List<Span> found) {

        /** Everything that is said to be there is right. */
        public boolean isRight() {
            return item.isNegative() ? found.isEmpty() : hits() == 1 && found.size() == 1;
        }

        int hits() {
            return (int) found.stream()
                    .filter(span -> span.start() == item.start()
                            && span.end() == item.end()
                            && span.kind().equals(item.kind()))
                    .count();
        }

        Score score() {
            return new Score(item.isNegative() ? 0 : 1, hits(), found.size());
        }

        /** Of one kind: a false claim counts for the kind that was claimed. */
        Score score(String kind) {
            boolean there = item.kind().equals(kind);
            long claimed =
                    found.stream().filter(span -> span.kind().equals(kind)).count();
            return new Score(there ? 1 : 0, there ? hits() : 0, (int) claimed);
        }
    }

    private final List<Looked> looked = new ArrayList<>();

    public Scores(Detectors detectors, List<Item> items) {
        items.forEach(item -> looked.add(new Looked(item, detectors.find(item.text()))));
    }

    public List<Looked> wrong() {
        return looked.stream().filter(one -> !one.isRight()).toList();
    }

    public Score all() {
        return sum(Looked::score);
    }

    public Map<String, Score> byKind() {
        Map<String, Score> scores = new TreeMap<>();
        MadeUpItems.KINDS.forEach(kind -> scores.put(kind, sum(one -> one.score(kind))));
        return scores;
    }

    public Map<String, Score> byLocale() {
        Map<String, Score> scores = new TreeMap<>();
        looked.forEach(one -> scores.merge(one.item().locale(), one.score(), Score::plus));
        return scores;
    }

    private Score sum(Function<Looked, Score> score) {
        return looked.stream().map(score).reduce(Score.NONE, Score::plus);
    }

    /** A table of all of it. */
    public String table() {
        StringBuilder table =
                new StringBuilder("%-8s %6s %6s %8s %9s%n".formatted("", "there", "found", "recall", "precision"));
        byKind().forEach((kind, score) -> table.append(line(kind, score)));
        byLocale().forEach((locale, score) -> table.append(line(locale, score)));
        return table.append(line("all", all())).toString();
    }

    private static String line(String name, Score score) {
        return String.format(
                Locale.ROOT,
                "%-8s %6d %6d %8.4f %9.4f%n",
                name,
                score.there(),
                score.found(),
                score.recall(),
                score.precision());
    }
}
