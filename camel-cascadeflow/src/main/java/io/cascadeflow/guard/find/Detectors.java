package io.cascadeflow.guard.find;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Detectors that look at a text together. Immutable. */
public final class Detectors {

    private final List<Detector> all;

    private Detectors(Collection<Detector> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Those of some kinds.
     *
     * @param kinds the words of {@link PersonalData} and of {@code own}; empty for all of them
     * @param own detectors of the operator's, with distinct kinds; one with a word of {@link PersonalData} takes its place
     * @throws IllegalArgumentException when a kind is unknown, or what it needs is missing
     */
    public static Detectors of(Set<String> kinds, Collection<? extends Detector> own) {
        Map<String, Detector> bound = new LinkedHashMap<>();
        for (Detector detector : own) {
            String kind = detector.kind();
            if (kind.isEmpty() || !kind.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
                throw new IllegalArgumentException(
                        "a detector's kind is '%s'; lower-case letters it must be, such as name".formatted(kind));
            }
            if (bound.put(kind, detector) != null) {
                throw new IllegalArgumentException("two detectors are bound for '%s'; leave one".formatted(kind));
            }
        }
        List<String> known = Stream.concat(PersonalData.words().stream(), bound.keySet().stream())
                .distinct()
                .toList();
        List<Detector> all = new ArrayList<>();
        for (String kind : kinds.isEmpty() ? known : kinds.stream().sorted().toList()) {
            if (!known.contains(kind)) {
                throw new IllegalArgumentException("nobody finds '%s'; there are %s; bind a %s for more"
                        .formatted(kind, known, Detector.class.getName()));
            }
            Detector detector = bound.get(kind);
            all.add(detector != null ? detector : shipped(kind));
        }
        return new Detectors(all);
    }

    private static Detector shipped(String kind) {
        return Stream.of(PersonalData.values())
                .filter(one -> one.word().equals(kind))
                .findFirst()
                .orElseThrow()
                .detector();
    }

    /**
     * What is in a text, from its start to its end; no two overlap. Where what two detectors find overlaps, both places
     * together are one, of the kind of the longer.
     *
     * @throws DetectorException when one fails
     */
    public List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        for (Detector detector : all) {
            found.addAll(find(detector, text));
        }
        return Merging.of(found);
    }

    private static List<Span> find(Detector detector, String text) {
        List<Span> found;
        try {
            found = List.copyOf(detector.find(text));
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            // the class only: a message may hold what is in the text
            throw new DetectorException(
                    detector.kind(), "failed (%s)".formatted(failure.getClass().getSimpleName()));
        }
        for (Span span : found) {
            if (span.end() > text.length() || !span.kind().equals(detector.kind())) {
                throw new DetectorException(
                        detector.kind(), "found something outside of the text, or of another kind than its own");
            }
        }
        return found;
    }
}
