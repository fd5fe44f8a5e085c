package io.cascadeflow.provider;

import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.Usd;

/** Told what the {@link Meter} sees of calls and budgets. Called on the way of a call: quick, and it must not throw. */
public interface MeterListener {

    /** Tells nobody. */
    MeterListener NONE = new MeterListener() {};

    /** A call was paid for; how an account stands since. */
    default void paid(Standing standing) {}

    /** A call was refused: it may cost {@code wanted}, which the account has not left. */
    default void refused(Standing standing, Usd wanted) {}

    /** The ledger failed, and the call is made without a hold, because the operator wants it so. */
    default void unmetered(CallRef call, LedgerException failure) {}

    /** What a call cost could not be put on the ledger yet; it is tried again until it can. */
    default void waiting(CallRef call, Usd amount) {}

    /** A request to a provider ended, whichever way; told before its call goes on. */
    default void ended(AttemptEnd end) {}

    /** A call failed before any request was made for it, by the provider's protection and not by a budget. */
    default void notAsked(ModelId model, ProviderException failure) {}

    /** A cost became known of a call that others made. */
    default void foreign(CallRef call, Usd amount) {}

    /** Both are told, this one first. */
    default MeterListener and(MeterListener other) {
        return new BothListeners(this, other);
    }
}
