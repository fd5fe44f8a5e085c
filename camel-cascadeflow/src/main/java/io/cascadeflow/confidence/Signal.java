package io.cascadeflow.confidence;

/**
 * One kind of observation about a draft.
 *
 * @param name as in profiles and in the Signals header: {@code family.what}
 * @param cost what it takes to observe it
 * @param meaning what the number says, with its unit or range, and when it is absent
 */
public record Signal(String name, Cost cost, String meaning) {

    /** What it takes to observe a signal. */
    public enum Cost {
        /** The provider said it. */
        FREE,
        /** A pass over the text. */
        MICROSECONDS,
        /** A parser of another language goes over a part of the text, where there is such a part. */
        MILLISECONDS,
        /** An embedding of the text. */
        EMBEDDING,
        /** Another call of a model, charged like any other. */
        EXTRA_CALL
    }

    static Signal free(String name, String meaning) {
        return new Signal(name, Cost.FREE, meaning);
    }

    static Signal text(String name, String meaning) {
        return new Signal(name, Cost.MICROSECONDS, meaning);
    }
}
