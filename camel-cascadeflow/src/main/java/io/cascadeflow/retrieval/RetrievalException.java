package io.cascadeflow.retrieval;

/** A source of passages failed, or took too long. Its message has neither question nor passages; its cause is the source's own. */
public class RetrievalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean timedOut;

    public RetrievalException(String message, Throwable cause, boolean timedOut) {
        super(message, cause);
        this.timedOut = timedOut;
    }

    /** Whether it took too long; else it failed. */
    public boolean isTimedOut() {
        return timedOut;
    }
}
