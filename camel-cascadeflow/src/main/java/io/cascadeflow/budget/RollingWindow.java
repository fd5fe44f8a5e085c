package io.cascadeflow.budget;

import java.time.Duration;
import java.time.Instant;

/**
 * The last hours or days, moving on with the clock. What was spent leaves the window in slices of a sixtieth, never early:
 * in no stretch of this length is more spent than the limit.
 *
 * @param length a second to ten years
 */
public record RollingWindow(Duration length) implements Window {

    private static final int SLICES = 60;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3660);

    public RollingWindow {
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a rolling window of %s: choose between %s and %s".formatted(length, SHORTEST, LONGEST));
        }
    }

    @Override
    public Span spanAt(Instant at, String run) {
        return new Span("last-" + length, null);
    }

    /** The slice into which spending at this instant falls; later ones have greater numbers. */
    public long sliceAt(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), sliceMillis());
    }

    /** The oldest slice that still counts at this instant. */
    public long oldestSliceAt(Instant at) {
        return sliceAt(at.minus(length));
    }

    /** How long until something of what was spent may leave the window; above zero. */
    Duration untilNextSlice(Instant now) {
        return Duration.ofMillis(sliceMillis() - Math.floorMod(now.toEpochMilli(), sliceMillis()));
    }

    private long sliceMillis() {
        return (length.toMillis() + SLICES - 1) / SLICES;
    }
}
