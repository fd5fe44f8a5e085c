package io.cascadeflow.camel.gateway.keys;

import java.io.Serial;

/** The keys cannot be read or written at the moment, so nobody is let in whose key is not known. */
public final class KeyStoreException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public KeyStoreException(String message) {
        super(message);
    }

    public KeyStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
