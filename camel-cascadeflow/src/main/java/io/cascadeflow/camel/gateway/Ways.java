package io.cascadeflow.camel.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All paths, each with and without {@code /v1}. Immutable. */
final class Ways {

    private static final String VERSION = "/v1";

    private final Map<String, Map<String, Way>> exact = new HashMap<>();
    private final Map<String, Map<String, Way>> below = new TreeMap<>();
    private final List<Way> all;

    /** @param prefix what all paths begin with; empty for nothing */
    Ways(String prefix, List<Way> ways) {
        all = List.copyOf(ways);
        for (Way way : ways) {
            for (String path : spellings(way.path())) {
                Map<String, Map<String, Way>> kind = path.endsWith("/") ? below : exact;
                kind.computeIfAbsent(prefix + path, any -> new TreeMap<>()).put(way.method(), way);
            }
        }
    }

    private static List<String> spellings(String path) {
        List<String> spellings = new ArrayList<>(List.of(path));
        if (path.startsWith(VERSION + "/")) {
            spellings.add(path.substring(VERSION.length()));
        }
        return spellings;
    }

    /** By method; empty when there is nothing at that path. */
    Map<String, Way> at(String path) {
        Map<String, Way> ways = exact.get(path);
        if (ways != null) {
            return ways;
        }
        String parent = parent(path);
        return parent == null ? Map.of() : below.getOrDefault(parent, Map.of());
    }

    /** What a path below another one ends with. */
    static String rest(String path, String above) {
        int at = path.indexOf(above);
        return path.substring(at + above.length());
    }

    /** The longest that has everything below it. */
    private @Nullable String parent(String path) {
        return below.keySet().stream()
                .filter(above -> path.startsWith(above) && path.length() > above.length())
                .reduce((shorter, longer) -> longer)
                .orElse(null);
    }

    List<Way> all() {
        return all;
    }
}
