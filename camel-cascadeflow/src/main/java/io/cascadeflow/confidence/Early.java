package io.cascadeflow.confidence;

/** What a gate says of a draft that is still growing. */
public enum Early {
    /** Wait for the rest. */
    CONTINUE,
    /** It will hardly be accepted, whatever comes: stop paying for it. */
    REJECT,
    /** It will be accepted: no need to keep it back. */
    COMMIT
}
