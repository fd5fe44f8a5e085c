package io.cascadeflow.audit;

import io.cascadeflow.cascade.Caution;
import io.cascadeflow.cascade.Tier;

/**
 * What alarms have led to at one tier. Immutable; a threshold never gets below the one that is configured.
 *
 * @param steps how often the threshold was raised
 * @param closed whether no draft is accepted
 * @param why the alarm that led to it
 */
public record Fallback(int steps, boolean closed, String why) {

    /** No alarm yet. */
    public static final Fallback NONE = new Fallback(0, false, "");

    /** Beyond, the threshold is 1 as far as numbers go. */
    private static final int MOST_STEPS = 50;

    public Fallback after(DriftAlarm alarm, OnDrift onDrift) {
        return switch (onDrift) {
            case WARN -> this;
            case STRICTER -> new Fallback(Math.min(MOST_STEPS, steps + 1), closed, alarm.text());
            case LARGE -> new Fallback(steps, true, alarm.text());
        };
    }

    /** The tier as it is to be asked: each step goes half the way from its threshold to 1. */
    public Tier applied(Tier tier) {
        if (steps == 0 && !closed) {
            return tier;
        }
        double own = tier.acceptAbove() == null ? 0 : tier.acceptAbove();
        return tier.cautious(1 - (1 - own) * Math.pow(0.5, steps), new Caution(closed, why));
    }
}
