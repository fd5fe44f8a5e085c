package io.cascadeflow.examples.gateway;

/** Says in one line why something did not work. */
final class Reasons {

    private Reasons() {}

    /** What the innermost cause says: the others only say that it failed. */
    static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
