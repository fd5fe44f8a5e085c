package io.cascadeflow.cascade;

import io.cascadeflow.cascade.Reason.Code;
import io.cascadeflow.policy.Weights;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A tier that was passed over, because asking it did not promise to pay, or an answer in time, or was not the better way, or
 * was not allowed. It cost
 * nothing.
 *
 * @param tier the tier, with the threshold and the limit that were applied
 * @param chance the chance, 0 to 1, that its answer would reach the threshold, told from the question alone; absent when that is
 *     not why
 * @param reason why, for people: the chance and the limit, or the times
 */
public record Skipped(Tier tier, @Nullable Double chance, Reason reason) {

    static Skipped unlikely(Tier tier, double chance) {
        String text = String.format(
                Locale.ROOT,
                "tier '%s': was skipped: the chance that its answer reaches %s is %.3f, below %s",
                tier.name(),
                tier.mark(),
                chance,
                tier.skipBelow());
        return new Skipped(tier, chance, new Reason(Code.SKIPPED, text));
    }

    /** A tier that rules leave out: it is never asked in this run. */
    public static Skipped forbidden(Tier tier, String by) {
        String text = "tier '%s': was left out by %s".formatted(tier.name(), by);
        return new Skipped(tier, null, new Reason(Code.POLICY, text));
    }

    static Skipped unfavoured(Tier tier, Weights weights, Course usual, Course better) {
        String text =
                "tier '%s': was skipped by the objective (%s): %s; %s".formatted(tier.name(), weights, better, usual);
        return new Skipped(tier, null, new Reason(Code.OBJECTIVE, text));
    }

    /** Whether it may be asked after all when there is no other answer. */
    boolean isLeft() {
        return reason.code() != Code.POLICY;
    }

    /**
     * A tier that would not leave enough time.
     *
     * @param usual what it takes
     * @param after what those after it take together
     */
    static Skipped late(Tier tier, Duration usual, Duration after, Duration left) {
        String others = usual.compareTo(left) > 0 ? "" : ", those after it %d ms".formatted(after.toMillis());
        String text = "tier '%s': was skipped: it usually takes %d ms%s, and the deadline leaves %d ms"
                .formatted(tier.name(), usual.toMillis(), others, left.toMillis());
        return new Skipped(tier, null, new Reason(Code.TOO_SLOW, text));
    }
}
