package io.cascadeflow.budget.report.savings;

import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.SpendSource;
import java.util.Map;

/**
 * Savings against {@link Baseline#AUDIT_SHARE} from the ledger alone, where the audits are with what they cost. Escalated decisions
 * had the last tier's answer, so their baseline is known. Of the drafts of each tier those that were audited stand for all, as each
 * had the same chance: with <i>N</i> drafts of which <i>n</i> were audited, whose savings have the mean <i>m</i> and the variance
 * <i>v</i>, they saved <i>N m</i>, give or take <i>t</i> times the root of <i>N (N - n) v / n</i>, and those of all tiers are added up
 * (stratified random sampling: Cochran, Sampling Techniques, 1977, 5.3 to 5.5; the degrees of freedom of <i>t</i> by Satterthwaite,
 * 1946). What the audits cost is not saved. Immutable.
 *
 * <p>The chance is the same as long as the cascade's audit share is; of a range in which it was changed, times with the larger one
 * weigh more than they should. An audit that a budget refused, or that failed, is taken for one that chance left out.
 *
 * <p>A cascade is compared when of each of its tiers that gave drafts as answers at least {@link AuditSavings#NEEDED} were held against
 * the last tier, or all; else its decisions have no baseline. Of a cascade with more than two tiers only drafts of the last but one are.
 *
 * @param lastTiers the name of each cascade's last tier, by the cascade's
 */
public record LedgerAudits(Map<String, String> lastTiers) {

    public LedgerAudits {
        lastTiers = Map.copyOf(lastTiers);
    }

    /** Of the decisions in a range. One that the range cuts is taken for what is left of it. */
    public Savings in(SpendRange range, SpendSource source) {
        AuditedSums sums = new AuditedSums();
        DecisionSpend.in(range, source, decision -> add(decision, sums, 1));
        return sums.savings();
    }

    void add(DecisionSpend decision, AuditedSums sums, int times) {
        sums.add(decision, lastTiers.get(decision.cascade()), times);
    }
}
