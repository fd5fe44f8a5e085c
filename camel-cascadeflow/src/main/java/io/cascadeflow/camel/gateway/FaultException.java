package io.cascadeflow.camel.gateway;

import java.io.Serial;

/** A client gets no answer, for the reason given. Not for routes: it never leaves the gateway. */
final class FaultException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    FaultException(Fault fault) {
        super(fault.message(), null, false, false);
        this.fault = fault;
    }

    FaultException(Fault.Kind kind, String message) {
        this(Fault.of(kind, message));
    }

    Fault fault() {
        return fault;
    }
}
