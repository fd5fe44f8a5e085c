package io.cascadeflow.budget.report.savings;

import io.cascadeflow.budget.report.savings.Savings.Estimate;
import io.cascadeflow.pricing.Usd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@link LedgerAudits} needs to know of some decisions; can be added up. Not thread-safe. */
final class AuditedSums {

    private final Map<String, Cascade> cascades = new TreeMap<>();
    private final Tally others = new Tally();

    /** One whose drafts are not all known is not known at all: without them, what escalated would be nothing but a loss. */
    private static final class Cascade {
        private final Tally escalated = new Tally();
        private final Map<String, AuditedDrafts> byTier = new TreeMap<>();

        private AuditedDrafts draftsOf(String tier) {
            return byTier.computeIfAbsent(tier, any -> new AuditedDrafts());
        }

        private boolean isKnown() {
            return byTier.values().stream().allMatch(AuditedDrafts::isKnown);
        }
    }

    /** @param lastTier its name; absent when nobody knows */
    void add(DecisionSpend decision, @Nullable String lastTier, int times) {
        AnsweredCall answered = decision.answered();
        if (decision.isEscalated() && answered != null) {
            cascade(decision.cascade()).escalated.compare(decision, answered.settled(), times);
        } else if (decision.isDraft() && answered != null) {
            AnsweredCall audit = decision.audit();
            boolean isSample = audit != null && audit.tier().equals(lastTier);
            cascade(decision.cascade()).draftsOf(answered.tier()).add(decision, isSample, times);
        } else {
            others.setApart(decision, times);
        }
    }

    private Cascade cascade(String name) {
        return cascades.computeIfAbsent(name, any -> new Cascade());
    }

    void add(AuditedSums other) {
        others.add(other.others);
        other.cascades.forEach((name, theirs) -> {
            Cascade ours = cascade(name);
            ours.escalated.add(theirs.escalated);
            theirs.byTier.forEach((tier, drafts) -> ours.draftsOf(tier).add(drafts));
        });
    }

    Savings savings() {
        Tally tally = new Tally();
        tally.add(others);
        List<AuditedDrafts> strata = new ArrayList<>();
        for (Cascade cascade : cascades.values()) {
            if (cascade.isKnown()) {
                tally.add(cascade.escalated);
                cascade.byTier.values().forEach(drafts -> tally.add(drafts.tally()));
                strata.addAll(cascade.byTier.values());
            } else {
                tally.addApart(cascade.escalated);
                cascade.byTier.values().forEach(drafts -> tally.addApart(drafts.tally()));
            }
        }
        return tally.savings(Baseline.AUDIT_SHARE, tally.decisions() == 0 ? null : estimate(tally, strata));
    }

    private static Estimate estimate(Tally tally, List<AuditedDrafts> strata) {
        double total = strata.stream().mapToDouble(AuditedDrafts::total).sum();
        long samples = strata.stream().mapToLong(AuditedDrafts::samples).sum();
        Usd middle = tally.saved().plus(new Usd(Math.round(total)));
        Usd margin = new Usd(Math.round(margin(strata)));
        return new Estimate(middle, middle.minus(margin), middle.plus(margin), Math.toIntExact(samples));
    }

    /** Half of the interval that holds the truth in 95 of 100 cases. */
    private static double margin(List<AuditedDrafts> strata) {
        double variance = strata.stream().mapToDouble(AuditedDrafts::variance).sum();
        if (variance == 0) {
            return 0;
        }
        // as many samples as they are worth together: Satterthwaite (1946), Cochran (1977) 5.16
        double parts = strata.stream()
                .filter(drafts -> drafts.samples() > 1)
                .mapToDouble(drafts -> Math.pow(drafts.variance(), 2) / (drafts.samples() - 1))
                .sum();
        return WeightedMean.students(variance * variance / parts) * Math.sqrt(variance);
    }

    /** How many drafts were audited by a last tier, whether that is enough or not. */
    long samples() {
        return cascades.values().stream()
                .flatMap(cascade -> cascade.byTier.values().stream())
                .mapToLong(AuditedDrafts::samples)
                .sum();
    }
}
