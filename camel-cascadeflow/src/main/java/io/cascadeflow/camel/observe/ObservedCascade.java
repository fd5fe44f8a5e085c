package io.cascadeflow.camel.observe;

import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.confidence.GateVersion;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One cascade, what it did, and which gates judged its answers. Safe to share between threads. */
final class ObservedCascade {

    private final CascadeStatistics statistics = new CascadeStatistics();
    private final Map<String, GateVersion> gates = new ConcurrentHashMap<>();
    private volatile Cascade cascade;

    ObservedCascade(Cascade cascade) {
        this.cascade = cascade;
    }

    void runs(Cascade newer) {
        cascade = newer;
    }

    void decided(DecidedRun run) {
        statistics.accept(run);
        run.decision().attempts().forEach(this::judged);
    }

    private void judged(Attempt attempt) {
        if (attempt.result() instanceof Answered answered) {
            GateVersion gate = answered.assessment().gate();
            if (gate != null) {
                gates.put(attempt.tier().name(), gate);
            }
        }
    }

    CascadeSummary summary() {
        Cascade now = cascade;
        return new CascadeSummary(
                now.name(),
                now.tiers().stream()
                        .map(tier -> new CascadeSummary.TierSummary(
                                tier.name(), tier.acceptAbove(), tier.basis(), gates.get(tier.name())))
                        .toList(),
                statistics.calls(),
                statistics.escalations(),
                statistics.outcomes(),
                statistics.answersByTier(),
                statistics.skipsByTier(),
                statistics.totalCost().toPlainString());
    }
}
