package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.CallRef;
import java.time.Instant;
import org.apache.camel.CamelContext;

/** The ledger failed, and money is on its way that it does not know of yet. Sent for each such call. */
public final class LedgerFailureEvent extends BudgetEvent {

    private static final long serialVersionUID = 1L;

    private final transient CallRef call;
    private final Cause cause;

    /** What the ledger could not do. */
    public enum Cause {
        /** Hold: the call is made without, because {@code failOpen} is set. It is put on record when the ledger is back. */
        NO_HOLD,
        /** Settle: the call was made, and its cost is put on record when the ledger is back. */
        NOT_SETTLED
    }

    LedgerFailureEvent(CamelContext context, Instant at, CallRef call, Cause cause) {
        super(context, at);
        this.call = call;
        this.cause = cause;
    }

    /** The call that it is about. */
    public CallRef call() {
        return call;
    }

    public Cause cause() {
        return cause;
    }

    @Override
    public String toString() {
        return "the ledger failed (%s) for attempt %d of decision %s".formatted(cause, call.attempt(), call.decision());
    }
}
