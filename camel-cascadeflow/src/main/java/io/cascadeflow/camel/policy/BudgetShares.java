package io.cascadeflow.camel.policy;

import java.util.Map;
import java.util.OptionalDouble;

/** How full budgets are. */
@FunctionalInterface
public interface BudgetShares {

    /**
     * The used share of the budget with the least left, held amounts included; empty when no budget applies.
     *
     * @param facts what says whose accounts they are
     * @throws io.cascadeflow.budget.LedgerException when the ledger cannot be read
     */
    OptionalDouble fullest(Map<String, String> facts);
}
