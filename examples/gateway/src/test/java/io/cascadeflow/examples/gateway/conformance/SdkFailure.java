package io.cascadeflow.examples.gateway.conformance;

import org.jspecify.annotations.Nullable;

/** What a client told its caller when it got no answer. */
final class SdkFailure extends RuntimeException {

    private final int status;

    /**
     * @param status 0 when the client does not tell it
     * @param told all that the client tells of it
     */
    SdkFailure(int status, String told, @Nullable Throwable cause) {
        super(told, cause);
        this.status = status;
    }

    int status() {
        return status;
    }
}
