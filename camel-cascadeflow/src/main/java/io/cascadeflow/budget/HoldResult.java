package io.cascadeflow.budget;

/** What became of a request to hold. */
public sealed interface HoldResult {

    /** The amount is held on every account. */
    record Granted() implements HoldResult {}

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
