package io.cascadeflow.camel.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds cascades whose tiers lead back to them. What tiers lead to by routes is not seen. */
final class Circles {

    /** With tiers named on the spot it is another cascade, which is looked at when it starts. */
    private static final Pattern CASCADE =
            Pattern.compile("cascadeflow:(?://)?cascade:([^?]+)(?:\\?(?!.*\\btiers=).*)?");

    private final Map<String, List<String>> asked = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    Circles(Collection<CascadeConfiguration> cascades) {
        for (CascadeConfiguration cascade : cascades) {
            asked.put(
                    cascade.name(),
                    cascade.tiers().stream()
                            .flatMap(tier -> tier.endpoints().uris().stream())
                            .flatMap(Circles::cascadeIn)
                            .toList());
        }
    }

    private static Stream<String> cascadeIn(String uri) {
        Matcher matcher = CASCADE.matcher(uri);
        return matcher.matches() ? Stream.of(matcher.group(1)) : Stream.empty();
    }

    /** The way from a cascade back to it; empty when there is none, or one of those on it was asked for before. */
    Optional<List<String>> through(String cascade) {
        Optional<List<String>> circle = back(cascade, cascade, new ArrayList<>(List.of(cascade)), new HashSet<>());
        return circle.filter(told::addAll);
    }

    private Optional<List<String>> back(String to, String from, List<String> way, Set<String> seen) {
        for (String next : asked.getOrDefault(from, List.of())) {
            List<String> further = new ArrayList<>(way);
            further.add(next);
            if (next.equals(to)) {
                return Optional.of(further);
            }
            if (seen.add(next)) {
                Optional<List<String>> found = back(to, next, further, seen);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
