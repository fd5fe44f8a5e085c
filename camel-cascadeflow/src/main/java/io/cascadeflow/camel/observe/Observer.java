package io.cascadeflow.camel.observe;

import io.cascadeflow.cache.CacheEvent;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.provider.MeterListener;

/** Told what happens, to count it. Called on the way of a call: quick, and thread-safe. */
public interface Observer extends MeterListener, AutoCloseable {

    /** Counts nothing. */
    Observer NONE = new Observer() {};

    /** A cascade is ready to be run. */
    default void runs(Cascade cascade) {}

    /** A run of a cascade begins. */
    default WatchedRun begins(String cascade) {
        return WatchedRun.NONE;
    }

    /** A cascade ended. */
    default void decided(DecidedRun run) {}

    /** Something happened at a cascade's cache. */
    default void cache(String cascade, CacheEvent event) {}

    /** Takes back what it shows of a context that stops. */
    @Override
    default void close() {}
}
