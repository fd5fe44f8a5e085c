package io.cascadeflow.camel.run;

import io.cascadeflow.agent.run.RunSummary;
import io.cascadeflow.agent.run.RunSummary.Left;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a run stands, for routes: {@code ${header.CamelCascadeFlowRun[calls]}}. */
final class RunHeader {

    private RunHeader() {}

    static Map<String, Object> of(RunSummary summary) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("run", summary.run());
        header.put("calls", summary.used().calls());
        header.put("toolCalls", summary.used().toolCalls());
        header.put("cost", summary.used().cost().toBigDecimal());
        header.put("inputTokens", summary.inputTokens());
        header.put("outputTokens", summary.outputTokens());
        header.put("underWay", summary.underWay());
        header.put("millis", summary.took().toMillis());
        summary.limits().stream()
                .filter(Left::enforced)
                .mapToDouble(Left::share)
                .min()
                .ifPresent(left -> header.put("left", Math.max(0, left)));
        header.put("actions", summary.actions());
        return header;
    }
}
