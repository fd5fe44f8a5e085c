package io.cascadeflow.examples.gateway.conformance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** What came out: a row for each feature, a column for each client. */
final class Matrix {

    private static final String WORKS = "yes";
    private static final String FAILS = "**fails**";

    private final Map<Sdk, Map<Feature, Boolean>> tried = new LinkedHashMap<>();
    private final List<String> reasons = new ArrayList<>();

    Matrix(List<Sdk> clients) {
        clients.forEach(client -> tried.put(client, new EnumMap<>(Feature.class)));
    }

    void put(Sdk client, Feature feature, boolean works) {
        cells(client).put(feature, works);
    }

    private Map<Feature, Boolean> cells(Sdk client) {
        Map<Feature, Boolean> cells = tried.get(client);
        if (cells == null) {
            throw new IllegalArgumentException("%s has no column".formatted(client.name()));
        }
        return cells;
    }

    /** Whether every client was there to try all that it has. */
    boolean isComplete() {
        return tried.entrySet().stream()
                .allMatch(client ->
                        client.getValue().size() + client.getKey().lacks().size() == Feature.values().length);
    }

    /** What was not tried is shown as it was when it last was: it worked, or this could not have been committed. */
    String page() {
        reasons.clear();
        StringJoiner page = new StringJoiner("\n", "", "\n");
        page.add("# What the gateway does with whose client").add("");
        page.add(
                "Written by `ConformanceTest` of `examples/gateway`: each *yes* is a test that passed, with an unchanged client before a "
                        + "gateway\nbefore a provider that is a fake, and looks at what the client understood and at what the provider was asked.");
        page.add("Run it with `-Ddocs.write=true` to write this page anew.").add("");
        page.add("| client | version |").add("|---|---|");
        tried.keySet().forEach(client -> page.add("| %s | %s |".formatted(client.name(), client.version())));
        page.add("");
        page.add(row("", tried.keySet().stream().map(Sdk::name).toList()));
        page.add("|---".repeat(tried.size() + 1) + "|");
        for (Feature feature : Feature.values()) {
            page.add(row(
                    feature.title(),
                    tried.keySet().stream().map(client -> cell(client, feature)).toList()));
        }
        page.add("").add("The client itself has not:").add("");
        for (int at = 0; at < reasons.size(); at++) {
            page.add("%d. %s".formatted(at + 1, reasons.get(at)));
        }
        return page.toString();
    }

    private static String row(String first, List<String> cells) {
        return "| " + first + " | " + cells.stream().collect(Collectors.joining(" | ")) + " |";
    }

    private String cell(Sdk client, Feature feature) {
        String reason = client.lacks().get(feature);
        if (reason != null) {
            if (!reasons.contains(reason)) {
                reasons.add(reason);
            }
            return "– (%d)".formatted(reasons.indexOf(reason) + 1);
        }
        return cells(client).getOrDefault(feature, true) ? WORKS : FAILS;
    }
}
