package io.cascadeflow.guard.find;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes one place of places that overlap. */
final class Merging {

    /** By what they are, never by the order in which they were found. */
    private static final Comparator<Span> ORDER = Comparator.comparingInt(Span::start)
            .thenComparing(Comparator.comparingInt(Span::length).reversed())
            .thenComparing(Merging::rank)
            .thenComparing(Span::kind);

    private Merging() {}

    static List<Span> of(List<Span> found) {
        if (found.size() < 2) {
            return List.copyOf(found);
        }
        List<Span> sorted = new ArrayList<>(found);
        sorted.sort(ORDER);
        List<Span> merged = new ArrayList<>();
        Span longest = sorted.get(0);
        int start = longest.start();
        int end = longest.end();
        for (Span next : sorted.subList(1, sorted.size())) {
            if (next.start() >= end) {
                merged.add(new Span(start, end, longest.kind()));
                start = next.start();
                end = next.end();
                longest = next;
            } else {
                end = Math.max(end, next.end());
                longest = next.length() > longest.length() ? next : longest;
            }
        }
        merged.add(new Span(start, end, longest.kind()));
        return merged;
    }

    /** What says most about a text of the same length first; what others find after it. */
    private static int rank(Span span) {
        int rank = PersonalData.words().indexOf(span.kind());
        return rank < 0 ? PersonalData.values().length : rank;
    }
}
