package io.cascadeflow.camel.observe;

import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Reason;
import io.cascadeflow.cascade.Skipped;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.pricing.Usd;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;

/** Counts decisions. */
final class DecisionMeters {

    private final Family<Counter> decisions;
    private final Family<Timer> durations;
    private final Family<Counter> escalations;
    private final Family<DistributionSummary> confidences;
    private final Family<Counter> saved;
    private final Family<Counter> lost;

    DecisionMeters(Meters meters) {
        decisions = meters.counters(Metric.DECISIONS);
        durations = meters.timers(Metric.DECISION_DURATION, Buckets.durations());
        escalations = meters.counters(Metric.ESCALATIONS);
        confidences = meters.summaries(Metric.CONFIDENCE, Buckets.confidences());
        saved = meters.counters(Metric.SAVED);
        lost = meters.counters(Metric.LOST);
    }

    void decided(DecidedRun run) {
        String cascade = run.decision().cascade();
        String tier = run.answer() == null ? "none" : run.answer().tier().name();
        decisions.of(cascade, tier, run.decision().outcome().toString()).increment();
        durations.of(cascade).record(run.took());
        List<Attempt> attempts = run.decision().attempts();
        for (int i = 0; i < attempts.size(); i++) {
            tried(cascade, attempts.get(i), i == attempts.size() - 1);
        }
        for (Skipped skipped : run.decision().skipped()) {
            escalated(cascade, skipped.tier().name(), skipped.reason());
        }
    }

    private void tried(String cascade, Attempt attempt, boolean isLast) {
        String tier = attempt.tier().name();
        if (!isLast) {
            escalated(cascade, tier, attempt.reason());
        }
        if (attempt.result() instanceof Answered answered) {
            Double confidence = answered.assessment().confidence();
            if (confidence != null) {
                confidences.of(cascade, tier).record(confidence);
            }
        }
    }

    private void escalated(String cascade, String tier, Reason reason) {
        escalations
                .of(cascade, tier, reason.code().name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** @param difference to what the last tier alone costs; negative when the decision cost more */
    void saved(String cascade, Usd difference) {
        double usd = difference.toBigDecimal().doubleValue();
        (usd < 0 ? lost : saved).of(cascade).increment(Math.abs(usd));
    }
}
