package io.cascadeflow.model;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Unique ids that sort by the time at which they were made: UUIDs of version 7 (RFC 9562). In a database, rows that are written
 * together are then neighbours in the index too; random ids would each change another page of it. Not a secret: whoever knows
 * some can guess others.
 */
public final class TimeOrderedId {

    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long BELOW_VERSION = 0x0FFFL;
    private static final long BELOW_VARIANT = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final int TIME_AT = 16;

    private TimeOrderedId() {}

    /** Another id with each call; within a millisecond in no order. */
    public static String at(Instant now) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (now.toEpochMilli() << TIME_AT) | VERSION | (random.nextLong() & BELOW_VERSION);
        return new UUID(high, VARIANT | (random.nextLong() & BELOW_VARIANT)).toString();
    }
}
