package io.cascadeflow.provider;

import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.Usd;

/** Tells two. */
record BothListeners(MeterListener first, MeterListener second) implements MeterListener {

    @Override
    public void paid(Standing standing) {
        first.paid(standing);
        second.paid(standing);
    }

    @Override
    public void refused(Standing standing, Usd wanted) {
        first.refused(standing, wanted);
        second.refused(standing, wanted);
    }

    @Override
    public void unmetered(CallRef call, LedgerException failure) {
        first.unmetered(call, failure);
        second.unmetered(call, failure);
    }

    @Override
    public void waiting(CallRef call, Usd amount) {
        first.waiting(call, amount);
        second.waiting(call, amount);
    }

    @Override
    public void ended(AttemptEnd end) {
        first.ended(end);
        second.ended(end);
    }

    @Override
    public void notAsked(ModelId model, ProviderException failure) {
        first.notAsked(model, failure);
        second.notAsked(model, failure);
    }

    @Override
    public void foreign(CallRef call, Usd amount) {
        first.foreign(call, amount);
        second.foreign(call, amount);
    }
}
