package io.cascadeflow.audit.trail;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Passes on each decision on record once: those that are there, then those that nodes add. Within a chain in its order; the newest
 * chain first. Blocks; not thread-safe.
 */
public interface Follower {

    /**
     * Passes on some of those that it has not passed on yet.
     *
     * @return how many entries are known to be left after that; 0 when it has caught up
     * @throws IOException when they cannot be read; what was passed on is not passed on again
     */
    long next(Consumer<KeptDecision> taker) throws IOException;
}
