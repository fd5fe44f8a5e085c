package io.cascadeflow.audit.trail;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of question and answer.
 *
 * @param kept how much; {@link Keep#HASH} also where a redactor failed
 * @param redactorFailed whether there are no texts only because the redactor failed
 * @param question absent when it was no text
 * @param answer absent when the caller got none
 */
public record KeptContent(
        Keep kept,
        boolean redactorFailed,
        @Nullable KeptText question,
        @Nullable KeptText answer) {

    /** How much of question and answer is kept. */
    public enum Keep {
        HASH,
        REDACTED,
        FULL
    }
}
