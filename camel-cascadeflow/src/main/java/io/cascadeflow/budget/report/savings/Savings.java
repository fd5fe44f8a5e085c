package io.cascadeflow.budget.report.savings;

import io.cascadeflow.pricing.Usd;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What cascades saved in a range. {@code compared} and {@code apart} are together what the ledger says, exactly.
 *
 * @param baseline what it is compared with
 * @param decisions how many decisions were compared
 * @param compared all that was spent on them: drafts, judges, samples and audits included
 * @param without how many decisions have no baseline: calls without a cascade, cascades whose last tier is not told, prices
 *     that nobody knows
 * @param apart what was spent on those
 * @param drafts the part of {@code compared} that went to drafts that were not the answer
 * @param estimate what would have been spent and what was saved; absent when it cannot be known
 */
public record Savings(
        Baseline baseline,
        long decisions,
        Usd compared,
        long without,
        Usd apart,
        Usd drafts,
        @Nullable Estimate estimate) {

    /**
     * What was saved on the compared decisions.
     *
     * @param saved the baseline less what was spent; negative when the cascades lost
     * @param low the lower end of the interval; {@code saved} when nothing is estimated
     * @param high the upper end of the interval; {@code saved} when nothing is estimated
     * @param samples how many audited decisions it rests on; 0 when nothing is estimated
     */
    public record Estimate(Usd saved, Usd low, Usd high, int samples) {

        static Estimate exact(Usd saved) {
            return new Estimate(saved, saved, saved, 0);
        }
    }

    /** What was saved; negative when the cascades lost, empty when it cannot be known. */
    public Optional<Usd> saved() {
        return Optional.ofNullable(estimate).map(Estimate::saved);
    }

    /** What would have been spent on the compared decisions; empty when it cannot be known. */
    public Optional<Usd> baselineCost() {
        return saved().map(compared::plus);
    }

    /** All that was spent, as the ledger has it. */
    public Usd spent() {
        return compared.plus(apart);
    }
}
