package io.cascadeflow.examples.failover;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.wall.Trial.Way;
import io.cascadeflow.wall.Verdict.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tables of scores.
 *
 * @param bench the scenarios of FailoverBench but for S15
 * @param outage S15, by way
 * @param further the faults that it does not have
 * @param published what it says about others
 */
record Board(List<Score> bench, Map<Way, Level> outage, List<Score> further, List<Published> published) {

    private static final String NOT_TRIED = "-";
    private static final String S15 = "S15";

    /** Ours, by scenario. */
    Map<String, Level> levels(Way way) {
        Map<String, Level> levels = new TreeMap<>();
        bench.forEach(score -> score.level(way).ifPresent(level -> levels.put(score.id(), level)));
        Optional.ofNullable(outage.get(way)).ifPresent(level -> levels.put(S15, level));
        return levels;
    }

    /** Whether nothing failed (no hang, no part of an answer as an answer, no wrong money), and fail-over passed all of FailoverBench. */
    boolean isSound() {
        return levels(Way.FAIL_OVER).values().stream().allMatch(Level.PASS::equals)
                && WallCommand.WAYS.stream().noneMatch(this::failed);
    }

    private boolean failed(Way way) {
        return levels(way).containsValue(Level.FAIL)
                || further.stream().anyMatch(score -> score.level(way).orElse(Level.PASS) == Level.FAIL);
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "FailoverBench. Ours, by way: the worst of both forms of reply, all transports and all protocols tried.");
        lines.add("Published (%s):".formatted(Published.SOURCE) + " not measured by us.");
        lines.add("");
        lines.add("%-4s %-9s %-9s %-9s %s  fault".formatted("", "fail-over", "cascade", "direct", header()));
        rows().forEach((id, fault) -> lines.add("%-4s %s %s  %s".formatted(id, ours(id), others(id), fault)));
        for (Level level : Level.values()) {
            lines.add("%-4s %s %s  %s".formatted("", counts(level), publishedCounts(level), name(level)));
        }
        lines.add("");
        lines.add("Further faults:");
        lines.add("");
        lines.add("%-16s %-28s %-9s %-9s %-9s %s"
                .formatted("", "direct: comes to", "fail-over", "cascade", "direct", "fault"));
        further.stream().filter(score -> score.count() > 0).forEach(score -> lines.add(row(score)));
        complaints().forEach(complaint -> lines.add("! " + complaint));
        return String.join(System.lineSeparator(), lines);
    }

    private static String row(Score score) {
        return "%-16s %-28s %s %s"
                .formatted(score.id(), score.ends(Way.DIRECT), cells(way -> name(score.level(way))), score.fault());
    }

    private String ours(String id) {
        return cells(way -> name(Optional.ofNullable(levels(way).get(id))));
    }

    private String counts(Level level) {
        return cells(way -> String.valueOf(count(levels(way), level)));
    }

    private static String cells(Function<Way, String> cell) {
        return WallCommand.WAYS.stream()
                .map(way -> "%-9s".formatted(cell.apply(way)))
                .collect(Collectors.joining(" "));
    }

    private Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        bench.forEach(score -> rows.put(score.id(), score.fault()));
        rows.put(S15, "503 for a minute while calls go on, then healthy again");
        return rows;
    }

    private String header() {
        return published.stream()
                .map(system -> "%-16s".formatted(system.system()))
                .collect(Collectors.joining(" "));
    }

    private String others(String id) {
        return published.stream()
                .map(system -> "%-16s"
                        .formatted(name(Optional.ofNullable(system.levels().get(id)))))
                .collect(Collectors.joining(" "));
    }

    private String publishedCounts(Level level) {
        return published.stream()
                .map(system -> "%-16d".formatted(count(system.levels(), level)))
                .collect(Collectors.joining(" "));
    }

    private List<String> complaints() {
        List<Score> all = new ArrayList<>(bench);
        all.addAll(further);
        return all.stream()
                .flatMap(score -> score.complaints().stream().map(complaint -> score.id() + ": " + complaint))
                .toList();
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode ours = json.putObject("ours");
        WallCommand.WAYS.forEach(way -> {
            ObjectNode levels = ours.putObject(way.name().toLowerCase(Locale.ROOT));
            levels(way).forEach((id, level) -> levels.put(id, name(level)));
        });
        ObjectNode others = json.putObject("published");
        published.forEach(system -> {
            ObjectNode levels = others.putObject(system.system());
            system.levels().forEach((id, level) -> levels.put(id, name(level)));
        });
        ObjectNode faults = json.putObject("further");
        further.stream().filter(score -> score.count() > 0).forEach(score -> {
            ObjectNode fault = faults.putObject(score.id()).put("comesTo", score.ends(Way.DIRECT));
            WallCommand.WAYS.forEach(way -> fault.put(way.name().toLowerCase(Locale.ROOT), name(score.level(way))));
        });
        complaints().forEach(json.putArray("complaints")::add);
        return json;
    }

    private static long count(Map<String, Level> levels, Level level) {
        return levels.values().stream().filter(level::equals).count();
    }

    private static String name(Optional<Level> level) {
        return level.map(Board::name).orElse(NOT_TRIED);
    }

    private static String name(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
