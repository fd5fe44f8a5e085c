package io.cascadeflow.audit;

/**
 * A gate no longer fits its traffic.
 *
 * @param kind what shows it
 * @param text what was seen and what was expected, in numbers; no prompt and no answer
 */
public record DriftAlarm(Kind kind, String text) {

    /** What shows that a gate no longer fits. */
    public enum Kind {
        /** More or fewer drafts reach the threshold. */
        ACCEPTANCE,
        /** Confidence is distributed differently. */
        CONFIDENCE,
        /** A signal is distributed differently. */
        SIGNAL,
        /** Accepted drafts are wrong too often. */
        REGRET
    }
}
