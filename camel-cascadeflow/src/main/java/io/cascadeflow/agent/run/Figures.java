package io.cascadeflow.agent.run;

import io.cascadeflow.agent.run.RunEntry.Act;
import io.cascadeflow.agent.run.RunEntry.Call;
import io.cascadeflow.agent.run.RunSummary.Line;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Adds up the entries of a run. Not thread-safe. */
final class Figures {

    private static final int MOST_NAMES = 100;
    private static final String OTHERS = "others";

    private final Map<String, Line> models = new TreeMap<>();
    private final Map<String, Line> tiers = new TreeMap<>();
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Map<String, Long> actions = new TreeMap<>();
    private final Map<String, Long> observed = new TreeMap<>();
    private long inputTokens;
    private long outputTokens;

    void add(RunEntry entry) {
        outcomes.merge(entry.kind().name().toLowerCase(Locale.ROOT), 1L, Long::sum);
        for (Act act : entry.acts()) {
            (act.observed() ? observed : actions).merge(act.action(), 1L, Long::sum);
        }
        Call call = entry.call();
        if (call == null || !entry.isDone()) {
            return;
        }
        inputTokens += entry.inputTokens();
        outputTokens += entry.outputTokens();
        Line line = new Line(entry.used().calls(), entry.used().cost(), entry.inputTokens(), entry.outputTokens());
        add(models, call.model(), line);
        if (!call.tier().isEmpty()) {
            add(tiers, call.cascade() + "/" + call.tier(), line);
        }
    }

    private static void add(Map<String, Line> lines, String name, Line line) {
        String known = lines.containsKey(name) || lines.size() < MOST_NAMES ? name : OTHERS;
        lines.merge(known, line, Line::plus);
    }

    long inputTokens() {
        return inputTokens;
    }

    long outputTokens() {
        return outputTokens;
    }

    Map<String, Line> models() {
        return Map.copyOf(models);
    }

    Map<String, Line> tiers() {
        return Map.copyOf(tiers);
    }

    Map<String, Long> outcomes() {
        return Map.copyOf(outcomes);
    }

    Map<String, Long> actions() {
        return Map.copyOf(actions);
    }

    Map<String, Long> observed() {
        return Map.copyOf(observed);
    }
}
