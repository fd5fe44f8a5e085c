package io.cascadeflow.camel.eip;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of cascades and tiers in the order in which they are dumped; absent where they are not set. */
final class DumpedOptions {

    private DumpedOptions() {}

    static Map<String, @Nullable String> of(CascadeDefinition cascade) {
        Map<String, @Nullable String> options = new LinkedHashMap<>();
        options.put("gate", cascade.getGate());
        options.put("maxRegret", cascade.getMaxRegret());
        options.put("atConfidence", cascade.getAtConfidence());
        options.put("worth", cascade.getWorth());
        options.put("worthOfSecond", cascade.getWorthOfSecond());
        options.put("streaming", cascade.getStreaming());
        options.put("whenExhausted", cascade.getWhenExhausted());
        options.put("deadline", cascade.getDeadline());
        options.put("budget", cascade.getBudget());
        options.put("cache", cascade.getCache());
        options.put("auditShare", cascade.getAuditShare());
        options.put("auditJudge", cascade.getAuditJudge());
        options.put("onDrift", cascade.getOnDrift());
        return options;
    }

    static Map<String, @Nullable String> of(TierDefinition tier) {
        Map<String, @Nullable String> options = new LinkedHashMap<>();
        options.put("name", tier.getName());
        options.put("acceptAbove", tier.getAcceptAbove());
        options.put("gate", tier.getGate());
        options.put("maxRegret", tier.getMaxRegret());
        options.put("atConfidence", tier.getAtConfidence());
        options.put("skipBelow", tier.getSkipBelow());
        options.put("order", tier.getOrder());
        options.put("weights", tier.getWeights());
        options.put("failOverOnFilter", tier.getFailOverOnFilter());
        options.put("deadlineShare", tier.getDeadlineShare());
        options.put("hedgeAfter", tier.getHedgeAfter());
        return options;
    }
}
