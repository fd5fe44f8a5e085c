package io.cascadeflow.audit.trail;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Reason;
import io.cascadeflow.cascade.Skipped;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Defect;
import io.cascadeflow.confidence.GateVersion;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes decisions. Pure functions. */
final class DecisionJson {

    private DecisionJson() {}

    /** The members of a decision's entry. */
    static String members(DecisionRecord kept) {
        return EntryJson.members(json -> {
            Decision decision = kept.decision();
            EntryJson.name(json, "id", decision.id());
            json.writeStringField("at", decision.at().toString());
            EntryJson.name(json, "cascade", decision.cascade());
            EntryJson.word(json, "outcome", decision.outcome());
            reason(json, decision.reason());
            EntryJson.attribution(json, decision.attribution());
            policy(json, kept.policy());
            attempts(json, decision.attempts(), kept.models());
            skipped(json, decision.skipped());
            usd(json, "totalCostUsd", decision.totalCost());
            usd(json, "baselineCostUsd", kept.baselineCost());
            ContentJson.write(json, kept.content(), "question", "answer");
        });
    }

    private static void policy(JsonGenerator json, AppliedPolicy policy) throws IOException {
        if (policy.version() != null || !policy.rules().isEmpty()) {
            json.writeObjectFieldStart("policy");
            EntryJson.name(json, "version", policy.version());
            rules(json, "rules", policy.rules());
            if (!policy.observed().isEmpty()) {
                rules(json, "observed", policy.observed());
            }
            json.writeEndObject();
        }
    }

    private static void rules(JsonGenerator json, String member, List<String> rules) throws IOException {
        json.writeArrayFieldStart(member);
        for (String rule : rules) {
            json.writeString(Wording.cut(rule, Wording.MOST_IN_A_NAME));
        }
        json.writeEndArray();
    }

    private static void attempts(JsonGenerator json, List<Attempt> attempts, List<String> models) throws IOException {
        json.writeArrayFieldStart("tiers");
        for (int i = 0; i < attempts.size(); i++) {
            json.writeStartObject();
            attempt(json, attempts.get(i), models.get(i));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void attempt(JsonGenerator json, Attempt attempt, String model) throws IOException {
        EntryJson.name(json, "tier", attempt.tier().name());
        EntryJson.name(json, "model", model);
        EntryJson.number(json, "acceptAbove", attempt.tier().acceptAbove());
        if (attempt.result() instanceof Answered answered) {
            assessment(json, answered.assessment());
        }
        json.writeBooleanField("accepted", attempt.accepted());
        reason(json, attempt.reason());
        usd(json, "costUsd", attempt.result().cost());
        if (attempt.latency() != null) {
            json.writeNumberField("latencyMs", attempt.latency().toMillis());
        }
    }

    private static void assessment(JsonGenerator json, Assessment assessment) throws IOException {
        EntryJson.number(json, "confidence", assessment.confidence());
        GateVersion gate = assessment.gate();
        if (gate != null) {
            json.writeObjectFieldStart("gate");
            EntryJson.name(json, "profile", gate.profile());
            json.writeStringField("version", gate.version());
            json.writeEndObject();
        }
        if (!assessment.signals().isEmpty()) {
            json.writeObjectFieldStart("signals");
            for (Map.Entry<String, Double> signal : assessment.signals().entrySet()) {
                json.writeNumberField(signal.getKey(), signal.getValue());
            }
            json.writeEndObject();
        }
        if (!assessment.defects().isEmpty()) {
            json.writeArrayFieldStart("defects");
            for (Defect defect : assessment.defects()) {
                json.writeString(defect.toString());
            }
            json.writeEndArray();
        }
    }

    private static void skipped(JsonGenerator json, List<Skipped> skipped) throws IOException {
        if (skipped.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("skipped");
        for (Skipped tier : skipped) {
            json.writeStartObject();
            EntryJson.name(json, "tier", tier.tier().name());
            EntryJson.number(json, "chance", tier.chance());
            reason(json, tier.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void reason(JsonGenerator json, Reason reason) throws IOException {
        EntryJson.word(json, "why", reason.code());
        EntryJson.text(json, "reason", reason.text(), Wording.MOST_IN_A_REASON);
    }

    private static void usd(JsonGenerator json, String member, @Nullable Usd amount) throws IOException {
        if (amount != null) {
            json.writeStringField(member, amount.toBigDecimal().toPlainString());
        }
    }
}
