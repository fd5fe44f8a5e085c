package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.gateway.Fault.Kind;
import io.cascadeflow.camel.gateway.keys.Admission;
import io.cascadeflow.camel.gateway.keys.Admission.Exceeded;
import io.cascadeflow.camel.gateway.keys.Admission.Granted;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.keys.CallerLimits;
import io.cascadeflow.camel.gateway.keys.Callers;
import io.cascadeflow.camel.gateway.keys.Refused;
import io.cascadeflow.camel.gateway.keys.Shown;
import io.cascadeflow.camel.gateway.keys.Verdict;
import java.util.concurrent.CompletionStage;

/** Lets in whoever has a key or a token, and holds them to their rate limits. */
final class KeyedAccess implements Access {

    private final Callers callers;
    private final CallerLimits limits;

    KeyedAccess(Callers callers, CallerLimits limits) {
        this.callers = callers;
        this.limits = limits;
    }

    @Override
    public CompletionStage<Entry> enter(Client client) {
        return callers.verify(shown(client)).thenApply(this::entry);
    }

    static Shown shown(Client client) {
        return new Shown(client.header("authorization"), client.header("x-api-key"), client.address());
    }

    private Entry entry(Verdict verdict) {
        if (verdict instanceof Refused refused) {
            throw new FaultException(fault(refused));
        }
        Caller caller = (Caller) verdict;
        Admission admission = limits.enter(caller);
        if (admission instanceof Exceeded exceeded) {
            throw new FaultException(new Fault(Kind.RATE_LIMITED, exceeded.message(), null, exceeded.retryAfter()));
        }
        return new Admitted(caller, (Granted) admission);
    }

    private record Admitted(Caller caller, Granted place) implements Entry {
        @Override
        public void leave() {
            place.release();
        }
    }

    static Fault fault(Refused refused) {
        Kind kind =
                switch (refused.reason()) {
                    case TOO_MANY_GUESSES -> Kind.RATE_LIMITED;
                    case UNAVAILABLE -> Kind.OVERLOADED;
                    case MISSING, MALFORMED, DISAGREEING, UNKNOWN, EXPIRED, REVOKED -> Kind.UNAUTHENTICATED;
                };
        return new Fault(kind, refused.message(), null, refused.retryAfter());
    }
}
