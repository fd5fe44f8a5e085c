package io.cascadeflow.camel;

import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The headers that say what came of a cascade. */
public final class ResultHeaders {

    /** What a call leaves behind; removed before a tier is asked, so that no tier sees what another one left. */
    public static final List<String> OUT = List.of(
            CascadeFlowConstants.PROVIDER,
            CascadeFlowConstants.MODEL,
            CascadeFlowConstants.REQUESTED_MODEL,
            CascadeFlowConstants.TIER,
            CascadeFlowConstants.TIERS,
            CascadeFlowConstants.OUTCOME,
            CascadeFlowConstants.CONFIDENCE,
            CascadeFlowConstants.SIGNALS,
            CascadeFlowConstants.REASON,
            CascadeFlowConstants.COST,
            CascadeFlowConstants.TOTAL_COST,
            CascadeFlowConstants.BASELINE_COST,
            CascadeFlowConstants.SAVED_COST,
            CascadeFlowConstants.INPUT_TOKENS,
            CascadeFlowConstants.CACHE_READ_TOKENS,
            CascadeFlowConstants.CACHE_WRITE_TOKENS,
            CascadeFlowConstants.OUTPUT_TOKENS,
            CascadeFlowConstants.REASONING_TOKENS,
            CascadeFlowConstants.USAGE_ESTIMATED,
            CascadeFlowConstants.FINISH_REASON,
            CascadeFlowConstants.CACHED,
            CascadeFlowConstants.CACHE_SIMILARITY,
            CascadeFlowConstants.UNSUPPORTED,
            CascadeFlowConstants.LATENCY_MS,
            CascadeFlowConstants.ENERGY_WH,
            CascadeFlowConstants.CO2_GRAMS,
            CascadeFlowConstants.BUDGET_REMAINING,
            CascadeFlowConstants.BUDGET_WARNING,
            CascadeFlowConstants.CITATIONS,
            CascadeFlowConstants.CITATION_FAULT,
            CascadeFlowConstants.STOP_REASON,
            CascadeFlowConstants.AGENT_STEPS,
            CascadeFlowConstants.TOOL_CALLS,
            CascadeFlowConstants.DECISION_ID,
            CascadeFlowConstants.RUN,
            CascadeFlowConstants.FEEDBACK_RESULT,
            CascadeFlowConstants.PARTS_ANSWERED,
            CascadeFlowConstants.PARTS_REFUSED,
            CascadeFlowConstants.PARTS_NOT_SENT);

    private ResultHeaders() {}

    /** By name; an absent value means that the header is to be removed. */
    static Map<String, @Nullable Object> of(
            Step.Finish finish, Decision decision, Duration latency, @Nullable Usd baseline) {
        Attempt answer = finish.answer();
        Assessment assessment = answer == null ? Assessment.NONE : ((Answered) answer.result()).assessment();
        Map<String, @Nullable Object> headers = new LinkedHashMap<>();
        headers.put(
                CascadeFlowConstants.TIER, answer == null ? null : answer.tier().name());
        headers.put(CascadeFlowConstants.TIERS, path(decision));
        headers.put(CascadeFlowConstants.OUTCOME, decision.outcome().toString());
        headers.put(CascadeFlowConstants.REASON, decision.reason().text());
        headers.put(CascadeFlowConstants.CONFIDENCE, assessment.confidence());
        headers.put(CascadeFlowConstants.SIGNALS, assessment.signals().isEmpty() ? null : assessment.signals());
        headers.put(
                CascadeFlowConstants.COST,
                answer == null ? null : answer.result().cost().toBigDecimal());
        headers.put(CascadeFlowConstants.TOTAL_COST, decision.totalCost().toBigDecimal());
        headers.put(CascadeFlowConstants.BASELINE_COST, baseline == null ? null : baseline.toBigDecimal());
        headers.put(
                CascadeFlowConstants.SAVED_COST,
                baseline == null ? null : baseline.minus(decision.totalCost()).toBigDecimal());
        headers.put(CascadeFlowConstants.LATENCY_MS, latency.toMillis());
        headers.put(CascadeFlowConstants.DECISION_ID, decision.id());
        return headers;
    }

    /** How the budgets stood after the last call, whichever tier's answer is given. */
    static Map<String, @Nullable Object> budgets(List<TierReading> readings) {
        Map<String, @Nullable Object> headers = new LinkedHashMap<>();
        for (String name : List.of(CascadeFlowConstants.BUDGET_REMAINING, CascadeFlowConstants.BUDGET_WARNING)) {
            headers.put(
                    name,
                    readings.isEmpty()
                            ? null
                            : readings.get(readings.size() - 1).message().getHeader(name));
        }
        return headers;
    }

    /** What all tiers that were asked took together; absent when one of them did not say. */
    static Map<String, @Nullable Object> energy(List<TierReading> readings) {
        Map<String, @Nullable Object> headers = new LinkedHashMap<>();
        for (String name : List.of(CascadeFlowConstants.ENERGY_WH, CascadeFlowConstants.CO2_GRAMS)) {
            Double sum = readings.isEmpty() ? null : Double.valueOf(0);
            for (TierReading reading : readings) {
                Double own = reading.message().getHeader(name, Double.class);
                sum = sum == null || own == null ? null : Double.valueOf(sum + own);
            }
            headers.put(name, sum);
        }
        return headers;
    }

    /** What the last tier cost; null when it was not asked, did not answer, or did not say. */
    static @Nullable Usd baseline(Cascade cascade, List<TierReading> readings, Step.Finish finish) {
        List<Attempt> attempts = finish.state().attempts();
        if (attempts.isEmpty()) {
            return null;
        }
        Attempt last = attempts.get(attempts.size() - 1);
        String top = cascade.tiers().get(cascade.tiers().size() - 1).name();
        boolean known = last.tier().name().equals(top)
                && last.result() instanceof Answered
                && readings.get(readings.size() - 1).costReported();
        return known ? last.result().cost() : null;
    }

    static void set(Message message, Map<String, @Nullable Object> headers) {
        headers.forEach((name, value) -> set(message, name, value));
    }

    static void set(Message message, String name, @Nullable Object value) {
        if (value == null) {
            message.removeHeader(name);
        } else {
            message.setHeader(name, value);
        }
    }

    private static String path(Decision decision) {
        return decision.attempts().stream()
                .map(attempt -> attempt.tier().name())
                .collect(Collectors.joining(">"));
    }
}
