package io.cascadeflow.camel.agent;

import io.cascadeflow.camel.CascadeFlowConstants;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;

/** Adds up over the steps of an agent what each says of itself. What one of them does not know, nobody knows of all. Confined to one pass. */
final class StepSums {

    private static final List<String> ALL_KNOWN = List.of(
            CascadeFlowConstants.BASELINE_COST,
            CascadeFlowConstants.SAVED_COST,
            CascadeFlowConstants.ENERGY_WH,
            CascadeFlowConstants.CO2_GRAMS);

    private static final List<String> AS_FAR_AS_KNOWN = List.of(
            CascadeFlowConstants.INPUT_TOKENS,
            CascadeFlowConstants.CACHE_READ_TOKENS,
            CascadeFlowConstants.CACHE_WRITE_TOKENS,
            CascadeFlowConstants.OUTPUT_TOKENS,
            CascadeFlowConstants.REASONING_TOKENS,
            CascadeFlowConstants.LATENCY_MS);

    private final Map<String, BigDecimal> sums = new HashMap<>();
    private final Map<String, Integer> known = new HashMap<>();
    private int steps;
    private boolean estimated;

    void add(Message step) {
        steps++;
        ALL_KNOWN.forEach(name -> add(name, step));
        AS_FAR_AS_KNOWN.forEach(name -> add(name, step));
        estimated |= Boolean.TRUE.equals(step.getHeader(CascadeFlowConstants.USAGE_ESTIMATED));
    }

    private void add(String name, Message step) {
        if (step.getHeader(name) instanceof Number number) {
            sums.merge(name, new BigDecimal(number.toString()), BigDecimal::add);
            known.merge(name, 1, Integer::sum);
        }
    }

    void leaveOn(Message message) {
        for (String name : AS_FAR_AS_KNOWN) {
            BigDecimal sum = sums.get(name);
            if (sum != null) {
                message.setHeader(name, sum.longValue());
            }
        }
        for (String name : ALL_KNOWN) {
            BigDecimal sum = sums.get(name);
            if (sum == null || known.getOrDefault(name, 0) < steps) {
                message.removeHeader(name);
            } else {
                message.setHeader(name, name.endsWith("Cost") ? sum : (Object) sum.doubleValue());
            }
        }
        if (estimated) {
            message.setHeader(CascadeFlowConstants.USAGE_ESTIMATED, true);
        }
    }
}
