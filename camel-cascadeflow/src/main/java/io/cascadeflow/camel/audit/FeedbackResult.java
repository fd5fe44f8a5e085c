package io.cascadeflow.camel.audit;

import java.util.Locale;

/** What became of feedback. */
public enum FeedbackResult {
    /** It is on record beside its answer. */
    JOINED,
    /** The answer is too old to be remembered, or never was: it is on record, and counts if the answer is. */
    UNKNOWN,
    /** The answer was not recorded, so the feedback is not either. */
    NOT_RECORDED,
    /** More is to be recorded than the disk takes. */
    DROPPED;

    /** As in the header. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
