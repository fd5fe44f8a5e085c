package io.cascadeflow.camel.bridge;

import io.cascadeflow.camel.CascadeFlowConstants;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an answer beyond its words; each part is absent where the endpoint does not say.
 *
 * @param cost of the call that gave the answer, in US dollars
 * @param totalCost of all calls for it, drafts that were not accepted included
 * @param confidence how likely the answer is acceptable, 0 to 1
 * @param tier that answered
 * @param outcome such as {@code accepted} or {@code escalated}
 * @param reason why no more confidence is stated, or why the cascade went on
 * @param decisionId of the decision on record
 */
public record CascadeAccount(
        @Nullable BigDecimal cost,
        @Nullable BigDecimal totalCost,
        @Nullable Double confidence,
        @Nullable String tier,
        @Nullable String outcome,
        @Nullable String reason,
        @Nullable String decisionId) {

    static CascadeAccount of(Message message) {
        return new CascadeAccount(
                message.getHeader(CascadeFlowConstants.COST, BigDecimal.class),
                message.getHeader(CascadeFlowConstants.TOTAL_COST, BigDecimal.class),
                message.getHeader(CascadeFlowConstants.CONFIDENCE, Double.class),
                message.getHeader(CascadeFlowConstants.TIER, String.class),
                message.getHeader(CascadeFlowConstants.OUTCOME, String.class),
                message.getHeader(CascadeFlowConstants.REASON, String.class),
                message.getHeader(CascadeFlowConstants.DECISION_ID, String.class));
    }

    /** The parts that are known, named as here. */
    public Map<String, Object> known() {
        Map<String, Object> known = new LinkedHashMap<>();
        put(known, "cost", cost);
        put(known, "totalCost", totalCost);
        put(known, "confidence", confidence);
        put(known, "tier", tier);
        put(known, "outcome", outcome);
        put(known, "reason", reason);
        put(known, "decisionId", decisionId);
        return known;
    }

    private static void put(Map<String, Object> known, String name, @Nullable Object value) {
        if (value != null) {
            known.put(name, value);
        }
    }
}
