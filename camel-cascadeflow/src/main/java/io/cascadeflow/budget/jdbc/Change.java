package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Posting;
import io.cascadeflow.pricing.Usd;

/**
 * What becomes of an account.
 *
 * @param settled what is added to what is settled
 * @param held what is taken off what is held
 * @param overrun what is added to the overrun
 */
record Change(Amount settled, Amount held, Usd overrun) {

    static final Change NONE = new Change(Amount.ZERO, Amount.ZERO, Usd.ZERO);

    static Change of(Posting posting) {
        return new Change(posting.settled(), posting.held(), posting.overrun());
    }

    Change plus(Change other) {
        return new Change(settled.plus(other.settled), held.plus(other.held), overrun.plus(other.overrun));
    }
}
