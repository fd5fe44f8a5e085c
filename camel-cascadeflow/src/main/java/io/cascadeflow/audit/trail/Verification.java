package io.cascadeflow.audit.trail;

import org.jspecify.annotations.Nullable;

/**
 * What was found out about chains.
 *
 * @param decisions how many hold, up to the first broken place
 * @param chains how many chains those are in: one for each node and start
 * @param unfinished whether the last line has no end, as a killed process leaves it; the next start cuts it off
 * @param broken the first broken place; absent when all holds
 */
public record Verification(
        long decisions,
        int chains,
        boolean unfinished,
        @Nullable Broken broken) {

    public boolean holds() {
        return broken == null;
    }
}
