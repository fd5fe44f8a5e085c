package io.cascadeflow.examples.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.replay.Advice;
import io.cascadeflow.replay.Advice.Option;
import io.cascadeflow.replay.Advice.Verdict;
import io.cascadeflow.replay.Goal;
import io.cascadeflow.replay.Interval;
import io.cascadeflow.replay.Options;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Advice on several pairs, for people or for programs. */
record AdviceReport(List<Advice> pairs, Goal goal) {

    ArrayNode json() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        pairs.forEach(pair -> list.add(json(pair)));
        return list;
    }

    private ObjectNode json(Advice pair) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("small", pair.small())
                .put("large", pair.large())
                .put("verdict", pair.verdict().toString())
                .put("threshold", pair.threshold())
                .put("accepted", pair.accepted())
                .put(
                        "best",
                        Options.best(pairs, goal)
                                .map(way -> way.advice() == pair ? way.name() : null)
                                .orElse(null));
        put(node, "expected", pair.chosen());
        put(node, "cascade", pair.cascade());
        put(node, "small", pair.smallAlone());
        put(node, "large", pair.largeAlone());
        return node;
    }

    private static void put(ObjectNode node, String of, Option option) {
        put(node, of + "Quality", option.quality(), option.qualityRange());
        put(node, of + "CostUsd", option.cost(), option.costRange());
    }

    private static void put(ObjectNode node, String name, @Nullable Double value, @Nullable Interval range) {
        node.put(name, value)
                .put(name + "Low", range == null ? null : range.low())
                .put(name + "High", range == null ? null : range.high());
    }

    String table() {
        StringBuilder table = new StringBuilder();
        for (Advice pair : pairs) {
            table.append(String.format("%s > %s: %s%n", pair.small(), pair.large(), said(pair)));
            table.append(row("cascade", pair.cascade(), pair.accepted()));
            table.append(row("small alone", pair.smallAlone(), 1));
            table.append(row("large alone", pair.largeAlone(), 0));
        }
        Options.best(pairs, goal)
                .ifPresentOrElse(
                        best -> table.append(String.format(
                                Locale.ROOT,
                                "%nof all: %s, quality %.3f for %.4f USD a thousand%n",
                                best.name(),
                                best.option().quality(),
                                best.option().cost())),
                        () -> table.append(String.format("%nof all: nothing with a known price reaches the goal%n")));
        return table.toString();
    }

    private static String said(Advice pair) {
        return pair.verdict() == Verdict.CASCADE
                ? String.format(Locale.ROOT, "cascade, accept at %.3f or above", pair.threshold())
                : "do not cascade, " + pair.verdict();
    }

    private static String row(String name, Option option, double accepted) {
        Interval quality = option.qualityRange();
        Interval cost = option.costRange();
        String money = option.cost() == null || cost == null
                ? "cost unknown"
                : String.format(
                        Locale.ROOT, "%.4f USD [%.4f, %.4f] a thousand", option.cost(), cost.low(), cost.high());
        return String.format(
                Locale.ROOT,
                "  %-12s quality %.3f [%.3f, %.3f]  %s, %.1f %% drafts used%n",
                name,
                option.quality(),
                quality.low(),
                quality.high(),
                money,
                100 * accepted);
    }
}
