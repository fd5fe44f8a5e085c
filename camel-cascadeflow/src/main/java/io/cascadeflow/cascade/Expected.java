package io.cascadeflow.cascade;

import org.jspecify.annotations.Nullable;

/**
 * What is to be expected of asking one tier, before it is asked. What nobody measured is absent, and never guessed.
 *
 * @param accepted the chance, 0 to 1, that its answer is accepted; absent when it is not known
 * @param quality what its gate's profile tells of right answers; absent when it tells nothing
 * @param usd US dollars, 0 or more; absent when there is no price
 * @param seconds the time it usually takes, 0 or more; absent until it was measured
 * @param wattHours energy, 0 or more; absent when no source tells
 */
public record Expected(
        @Nullable Double accepted,
        @Nullable Quality quality,
        @Nullable Double usd,
        @Nullable Double seconds,
        @Nullable Double wattHours) {

    /** Nothing is known. */
    public static final Expected NOTHING = new Expected(null, null, null, null, null);

    /**
     * What asking a draft first comes to, held against the tier after it.
     *
     * @param first the chance, 0 to 1, of a right answer when the draft is asked first
     * @param straight the same when the next tier is asked straight away
     */
    public record Quality(double first, double straight) {}
}
