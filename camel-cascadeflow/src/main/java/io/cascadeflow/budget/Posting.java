package io.cascadeflow.budget;

import io.cascadeflow.pricing.Usd;
import org.jspecify.annotations.Nullable;

/**
 * The end of a hold.
 *
 * @param status how it ended
 * @param held what is no longer held
 * @param settlement what the call cost; absent when nothing was settled
 */
public record Posting(
        HoldStatus status, Amount held, @Nullable Settlement settlement) {

    /** What is added to the settled balance. */
    public Amount settled() {
        return settlement == null ? Amount.ZERO : settlement.counted();
    }

    /** The money settled beyond what was held. */
    public Usd overrun() {
        Usd over = settled().usd().minus(held.usd());
        return over.compareTo(Usd.ZERO) > 0 ? over : Usd.ZERO;
    }
}
