package io.cascadeflow.budget.report.savings;

import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.SpendSource;
import io.cascadeflow.budget.report.savings.Savings.Estimate;
import io.cascadeflow.pricing.Usd;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Savings against {@link Baseline#AUDIT_SHARE}: escalated decisions had the last tier's answer, so their baseline is known;
 * that of drafts is estimated from those that were audited. What the audits cost is not saved. Immutable.
 *
 * @param samples of one range, each decision once, chosen at random with their probabilities
 */
public record AuditSavings(List<AuditSample> samples) {

    /** Fewer tell nothing. */
    public static final int NEEDED = 30;

    /** Where the truth lies in 95 of 100 cases. */
    public record Share(double value, double low, double high) {

        /**
         * Of a share that was counted, after Wilson (1927).
         *
         * @param share 0 to 1
         * @param n how many samples it was counted in, above 0
         */
        public static Share wilson(double share, double n) {
            double z = 1.96;
            double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
            double margin = z * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n);
            return new Share(share, Math.max(0, middle - margin), Math.min(1, middle + margin));
        }
    }

    public AuditSavings {
        Map<String, AuditSample> once = new HashMap<>();
        for (AuditSample sample : samples) {
            if (once.put(sample.decision(), sample) != null) {
                throw new IllegalArgumentException(
                        "decision '%s' is among the samples twice".formatted(sample.decision()));
            }
        }
        samples = List.copyOf(samples);
    }

    /**
     * Of the decisions in the range in which the samples were taken. The interval holds the truth in 95 of 100 cases. Without
     * drafts nothing is estimated; with drafts and fewer than thirty samples there is no estimate.
     */
    public Savings in(SpendRange range, SpendSource source) {
        Tally tally = new Tally();
        AtomicLong drafts = new AtomicLong();
        DecisionSpend.in(range, source, decision -> add(decision, tally, drafts));
        return tally.savings(Baseline.AUDIT_SHARE, estimate(tally, drafts.get()));
    }

    private static void add(DecisionSpend decision, Tally tally, AtomicLong drafts) {
        AnsweredCall answer = decision.answered();
        if (decision.isEscalated() && answer != null) {
            tally.compare(decision, answer.settled(), 1);
        } else if (decision.isDraft()) {
            tally.compareElsewhere(decision, 1);
            drafts.incrementAndGet();
        } else {
            tally.setApart(decision, 1);
        }
    }

    private @Nullable Estimate estimate(Tally tally, long drafts) {
        if (drafts == 0) {
            return tally.decisions() == 0 ? null : Estimate.exact(tally.saved());
        }
        if (samples.size() < NEEDED) {
            return null;
        }
        WeightedMean each = WeightedMean.of(
                samples, sample -> sample.baseline().minus(sample.spent()).nanos());
        Usd middle = tally.saved().plus(new Usd(Math.round(drafts * each.value())));
        Usd margin = new Usd(Math.round(drafts * each.margin()));
        return new Estimate(middle, middle.minus(margin), middle.plus(margin), samples.size());
    }

    /** Which share of the drafts that were given as answers was acceptable; empty with fewer than thirty samples. */
    public Optional<Share> acceptable() {
        if (samples.size() < NEEDED) {
            return Optional.empty();
        }
        WeightedMean share = WeightedMean.of(samples, sample -> sample.acceptable() ? 1 : 0);
        double weights = samples.stream().mapToDouble(s -> 1 / s.probability()).sum();
        double squares =
                samples.stream().mapToDouble(s -> Math.pow(s.probability(), -2)).sum();
        // unequal samples are worth as many as Kish (1965) says
        return Optional.of(Share.wilson(share.value(), weights * weights / squares));
    }
}
