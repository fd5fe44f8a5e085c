package io.cascadeflow.confidence;

/** A gate profile that was found and may not be used: changed by hand, of a newer release, or damaged. The message says why. */
public final class UnusableProfileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnusableProfileException(String message) {
        super(message);
    }
}
