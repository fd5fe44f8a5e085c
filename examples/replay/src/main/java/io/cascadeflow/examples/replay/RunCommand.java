package io.cascadeflow.examples.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.agent.run.RunJson;
import io.cascadeflow.agent.run.RunReplay;
import io.cascadeflow.agent.run.RunTrace;
import io.cascadeflow.agent.run.WhatIf;
import io.cascadeflow.agent.run.WhatIf.Change;
import io.cascadeflow.camel.config.Configuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What other rules would have made of a run. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Goes through the trace of a run again, under other limits and policies, without asking a model.",
            "Conditions of rules for runs are not looked at: each is taken to be for the run; rules that are only observed are tried.",
            "What the run would have done instead is not known: beyond the first change, this is what holds if it had gone on as it did."
        })
final class RunCommand implements Callable<Integer> {

    @Option(
            names = "--trace",
            required = true,
            paramLabel = "FILE",
            description = "a trace as CascadeFlowRuns writes it (JSON)")
    private Path trace = Path.of("");

    @Option(
            names = "--limits",
            required = true,
            paramLabel = "FILE",
            description = "a configuration with runs, and policies and the models' tags where they matter (YAML)")
    private Path limits = Path.of("");

    @Mixin
    private Printing printing = new Printing();

    @Override
    public Integer call() throws IOException {
        RunTrace recorded = RunJson.readTrace(text(trace));
        Configuration configured = Configuration.parse(limits.toString(), text(limits), UnaryOperator.identity());
        if (configured.runs().isEmpty() && configured.policy().rules().isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has neither runs nor policies: nothing would change".formatted(limits));
        }
        WhatIf what = RunReplay.of(
                recorded,
                configured.runs(),
                configured.policy(),
                model -> configured.tags().getOrDefault(model, Set.of()));
        printing.print(() -> json(what), () -> text(what), what.notes());
        return 0;
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("%s is not there".formatted(file));
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static ObjectNode json(WhatIf what) {
        ObjectNode json = new ObjectMapper()
                .createObjectNode()
                .put("run", what.run())
                .put("calls", what.calls())
                .put("costUsd", what.cost().toBigDecimal())
                .put("stoppedCostUsd", what.stoppedCost().toBigDecimal())
                .put("costFromFirstStopUsd", what.costFromFirstStop().toBigDecimal())
                .put("otherwiseCostUsd", what.otherwiseCost().toBigDecimal())
                .put("unknownCalls", what.unknownCalls())
                .put("unknownAtMostUsd", what.unknownAtMost().toBigDecimal());
        ArrayNode changes = json.putArray("changes");
        for (Change change : what.changes()) {
            changes.addObject()
                    .put("entry", change.entry())
                    .put("at", change.at().toString())
                    .put("run", change.run())
                    .put("model", change.model())
                    .put("action", change.action())
                    .put("rule", change.rule())
                    .put("sure", change.sure())
                    .put("text", change.text());
        }
        return json;
    }

    private static String text(WhatIf what) {
        StringBuilder text = new StringBuilder();
        line(text, "run '%s': %d calls for %s USD", what.run(), what.calls(), what.cost());
        if (what.changes().isEmpty()) {
            line(text, "nothing would have been otherwise");
        }
        for (Change change : what.changes()) {
            line(
                    text,
                    "%s entry %d, %s%s: %s%s",
                    change.at(),
                    change.entry(),
                    change.action(),
                    change.model().isEmpty() ? "" : " " + change.model(),
                    change.text(),
                    change.sure() ? "" : " (perhaps)");
        }
        if (what.firstStop() != null) {
            line(
                    text,
                    "saved: %s USD if it had gone on with the other calls, %s USD if it had ended at the first stop",
                    what.stoppedCost(),
                    what.costFromFirstStop());
        }
        if (what.otherwiseCost().nanos() > 0) {
            line(
                    text,
                    "%s USD went to calls that would have been otherwise; what they would have cost is not known",
                    what.otherwiseCost());
        }
        if (what.unknownCalls() > 0) {
            line(
                    text,
                    "%d calls that were refused would have been made, for %s USD at most",
                    what.unknownCalls(),
                    what.unknownAtMost());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(format.formatted(arguments)).append(System.lineSeparator());
    }
}
