package io.cascadeflow.audit.trail.jdbc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long entries are kept.
 *
 * @param age after which they go; absent: never
 * @param most how many stay, of all nodes together; absent: all
 */
public record Retention(@Nullable Duration age, @Nullable Long most) {

    public static final Retention FOR_EVER = new Retention(null, null);
}
