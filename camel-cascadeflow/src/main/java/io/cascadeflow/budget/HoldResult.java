package io.cascadeflow.budget;

import java.util.List;

/** What became of a request to hold. */
public sealed interface HoldResult {

    /**
     * The worst case is held on every account.
     *
     * @param standings how the accounts stand with this hold, in their order, as far as this node knows
     */
    record Granted(List<Standing> standings) implements HoldResult {
        public Granted {
            standings = List.copyOf(standings);
        }
    }

    /**
     * Nothing is held anywhere.
     *
     * @param standing the first account that the call does not fit
     * @param unit of what too little is left there
     */
    record Refused(Standing standing, BudgetUnit unit) implements HoldResult {}

    /**
     * A hold of this key was granted before; nothing has changed now.
     *
     * @param status what became of it since
     */
    record Repeated(HoldStatus status) implements HoldResult {}
}
