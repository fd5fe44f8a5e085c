package io.cascadeflow.examples.failover;

import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.wall.Trial.Way;
import io.cascadeflow.wall.Verdict;
import io.cascadeflow.wall.Verdict.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of one fault in all the ways it was met.
 *
 * @param trials the verdicts by way; none where the fault was not tried
 */
record Score(String id, String fault, Map<Way, List<Verdict>> trials) {

    /** The worst of a way's verdicts; empty when there are none. */
    Optional<Level> level(Way way) {
        return verdicts(way).stream().map(Verdict::level).max(Comparator.naturalOrder());
    }

    List<Verdict> verdicts(Way way) {
        return trials.getOrDefault(way, List.of());
    }

    int count() {
        return trials.values().stream().mapToInt(List::size).sum();
    }

    /** What a way's calls ended in: {@code answer} or kinds of failure, each once. */
    String ends(Way way) {
        return verdicts(way).stream()
                .map(verdict -> verdict.outcome().text() != null
                        ? "answer"
                        : name(verdict.outcome().kind()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String name(@Nullable Kind kind) {
        return kind == null ? "another failure" : kind.name();
    }

    List<String> complaints() {
        return trials.values().stream()
                .flatMap(List::stream)
                .flatMap(verdict -> verdict.complaints().stream())
                .distinct()
                .toList();
    }
}
