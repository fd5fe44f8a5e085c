package io.cascadeflow.policy;

/** What stops a run: a closed set. */
public enum RunLimit {
    /** What all its calls cost together. */
    BUDGET("budget"),
    /** How many requests it makes to models, those that are made again included. */
    CALLS("calls"),
    /** How many calls of tools its answers ask for. */
    TOOL_CALLS("toolCalls"),
    /** How long it takes from its first call on. */
    TIME("time"),
    /** What its calls take of energy. */
    ENERGY("energy"),
    /** How many runs are within it, one in the other. */
    DEPTH("depth"),
    /** Somebody has ended it. */
    END("end");

    private final String word;

    RunLimit(String word) {
        this.word = word;
    }

    /** As the operator writes it. */
    public String word() {
        return word;
    }
}
