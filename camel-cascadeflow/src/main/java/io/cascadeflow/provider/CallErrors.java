package io.cascadeflow.provider;

import io.cascadeflow.provider.ProviderException.Kind;
import java.util.concurrent.CancellationException;

/** Failures of one call that name its model, whoever found them. */
record CallErrors(String provider, String model) {

    ProviderException error(Kind kind, String problem) {
        return new ProviderException(kind, message(kind, problem));
    }

    String message(Kind kind, String problem) {
        return "%s:%s %s: %s".formatted(provider, model, kind, problem);
    }

    /** The transport knows the server only. */
    ProviderException ofTransport(HttpCall http, Throwable failure) {
        if (failure instanceof CancellationException) {
            return error(Kind.CANCELLED, "the caller gave it up");
        }
        ProviderException known = failure instanceof ProviderException error
                ? error
                : TransportErrors.of(Kind.DISCONNECTED, http, failure);
        return TransportErrors.about(provider, model, known);
    }
}
