package io.cascadeflow.budget;

import io.cascadeflow.pricing.Usd;

/**
 * What stands on an account.
 *
 * @param settled what calls have cost, how many they were and what they consumed
 * @param held what calls on their way may come to
 * @param overrun the part of the settled money that was not held before: calls that cost more than their worst case
 */
public record Balance(Amount settled, Amount held, Usd overrun) {

    public static final Balance ZERO = new Balance(Amount.ZERO, Amount.ZERO, Usd.ZERO);

    /** What counts against the limits. */
    public Amount used() {
        return settled.plus(held);
    }
}
