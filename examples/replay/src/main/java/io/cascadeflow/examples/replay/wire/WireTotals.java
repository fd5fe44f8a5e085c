package io.cascadeflow.examples.replay.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.examples.replay.wire.WireReading.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How many replies of each provider were read, and how many not; how many were streams, and how many of these lost something. */
final class WireTotals {

    private static final String ALL = "all";

    private final Map<String, Counts> byProvider = new TreeMap<>();
    private final Counts all = new Counts();

    void add(WireReading reading) {
        byProvider
                .computeIfAbsent(reading.exchange().provider(), provider -> new Counts())
                .add(reading);
        all.add(reading);
    }

    int replies() {
        return all.replies();
    }

    /** {@code {"totals":{PROVIDER:{"replies","answers","errors","unreadable","notBuilt","streams","lost"}}}}. */
    ObjectNode json() {
        ObjectNode totals = JsonNodeFactory.instance.objectNode();
        byProvider.forEach((provider, counts) -> totals.set(provider, counts.json()));
        totals.set(ALL, all.json());
        return JsonNodeFactory.instance.objectNode().set("totals", totals);
    }

    String table() {
        StringBuilder table = new StringBuilder(
                row("provider", "replies", "answers", "errors", "unreadable", "not built", "streams", "lost"));
        byProvider.forEach((provider, counts) -> table.append(counts.row(provider)));
        return table.append(all.row(ALL)).toString();
    }

    private static String row(Object... cells) {
        return String.format("%-14s %9s %9s %9s %12s %11s %9s %6s%n", cells);
    }

    private static final class Counts {

        private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        private int streams;
        private int lost;

        void add(WireReading reading) {
            kinds.merge(reading.kind(), 1, Integer::sum);
            if (reading.stream() != null) {
                streams++;
                lost += reading.stream().lost() ? 1 : 0;
            }
        }

        int replies() {
            return kinds.values().stream().mapToInt(Integer::intValue).sum();
        }

        private int count(Kind kind) {
            return kinds.getOrDefault(kind, 0);
        }

        ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("replies", replies())
                    .put("answers", count(Kind.ANSWER))
                    .put("errors", count(Kind.ERROR))
                    .put("unreadable", count(Kind.UNREADABLE))
                    .put("notBuilt", count(Kind.NOT_BUILT))
                    .put("streams", streams)
                    .put("lost", lost);
        }

        String row(String provider) {
            return WireTotals.row(
                    provider,
                    replies(),
                    count(Kind.ANSWER),
                    count(Kind.ERROR),
                    count(Kind.UNREADABLE),
                    count(Kind.NOT_BUILT),
                    streams,
                    lost);
        }
    }
}
