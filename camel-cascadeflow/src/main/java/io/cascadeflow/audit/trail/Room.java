package io.cascadeflow.audit.trail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much may wait for a sink, and what becomes of more.
 *
 * @param records how many, 1 or more
 * @param drops whether more than that is dropped at once, not waited for
 * @param patience how long a call is held back at most before its record is dropped; absent: until there is room
 */
public record Room(int records, boolean drops, @Nullable Duration patience) {

    /** Where nobody says. */
    public static final Room DEFAULT = new Room(10_000, false, null);
}
