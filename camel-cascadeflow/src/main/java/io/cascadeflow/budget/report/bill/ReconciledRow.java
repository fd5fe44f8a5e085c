package io.cascadeflow.budget.report.bill;

import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.Usd;
import java.time.LocalDate;
import java.util.OptionalDouble;

/**
 * One model on one day, on both sides.
 *
 * @param day when
 * @param model under its main name in the price catalog, if that knows it
 * @param side on which sides it is
 * @param ours what the ledger says; zero when it is only on the other side
 * @param theirs what the bill says; zero when it is only on the other side
 * @param calls how many calls the ledger has
 * @param expired how many holds nobody settled: the bill may have calls for them
 * @param tolerated whether the difference does not matter
 */
public record ReconciledRow(
        LocalDate day, ModelId model, Side side, Usd ours, Usd theirs, long calls, long expired, boolean tolerated) {

    /** Where something is. */
    public enum Side {
        BOTH,
        ONLY_OURS,
        ONLY_THEIRS
    }

    /** How much more the bill says; negative when less. */
    public Usd difference() {
        return theirs.minus(ours);
    }

    /** The bill's amount divided by ours; empty when ours is zero. */
    public OptionalDouble ratio() {
        return ours.nanos() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) theirs.nanos() / ours.nanos());
    }
}
