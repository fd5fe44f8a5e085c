package io.cascadeflow.audit.trail;

import java.util.Locale;

/**
 * The first place where a chain does not hold.
 *
 * @param how what is wrong there, as far as can be told
 * @param place such as {@code decisions.jsonl, line 17}
 * @param text for people
 */
public record Broken(How how, String place, String text) {

    /** What is wrong. */
    public enum How {
        /** What is written is not what was sealed. */
        CHANGED,
        /** Entries are gone that the next one goes on from. */
        MISSING,
        /** An entry is there that nothing before leads to. */
        INSERTED,
        /** An entry stands later than it was written. */
        REORDERED,
        /** The last entries of a chain are gone. */
        TRUNCATED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return "%s: %s: %s".formatted(place, how, text);
    }
}
