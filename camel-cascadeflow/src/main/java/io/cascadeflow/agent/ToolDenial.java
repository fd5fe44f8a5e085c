package io.cascadeflow.agent;

import java.util.Set;

/**
 * Who does not let a tool be called. Immutable.
 *
 * @param by who says so
 * @param rules the names of the rules that deny it; empty where it is not for a rule
 */
public record ToolDenial(By by, Set<String> rules) {

    /** A closed set. */
    public enum By {
        /** A rule of the operator's. */
        RULE,
        /** Whoever was asked for consent, or nobody was there to ask. */
        CONSENT,
        /** The tool itself, when it was called. */
        TOOL
    }

    public ToolDenial {
        rules = Set.copyOf(rules);
    }
}
