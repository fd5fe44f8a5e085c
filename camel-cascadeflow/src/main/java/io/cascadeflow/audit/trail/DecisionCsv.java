package io.cascadeflow.audit.trail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Decisions as rows of CSV, after RFC 4180. Pure functions. */
public final class DecisionCsv {

    private static final List<String> MEMBERS = List.of(
            "at",
            "id",
            "run",
            "tenant",
            "user",
            "project",
            "domain",
            "cascade",
            "outcome",
            "why",
            "reason",
            "totalCostUsd",
            "baselineCostUsd");

    private static final List<String> OF_TIERS = List.of("tier", "model", "confidence", "costUsd", "latencyMs");

    private DecisionCsv() {}

    /** The names of the columns, without the line's end. */
    public static String head() {
        return Stream.concat(MEMBERS.stream(), Stream.of("tiers", "models", "confidences", "costsUsd", "latenciesMs"))
                .collect(Collectors.joining(","));
    }

    /** A decision, without the line's end. What there is for each tier is in one cell, separated by {@code >}. */
    public static String row(KeptDecision decision) {
        List<String> cells = new ArrayList<>();
        MEMBERS.forEach(member -> cells.add(cell(decision.text(member))));
        for (String member : OF_TIERS) {
            cells.add(cell(StreamSupport.stream(decision.json().path("tiers").spliterator(), false)
                    .map(tier -> text(tier.path(member)))
                    .collect(Collectors.joining(">"))));
        }
        return String.join(",", cells);
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "" : value.asText();
    }

    /** A spreadsheet takes what begins like a formula for one, and anybody may set a header. */
    private static String cell(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        String text = "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
