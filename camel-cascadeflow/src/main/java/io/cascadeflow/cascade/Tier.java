package io.cascadeflow.cascade;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One rung of a cascade.
 *
 * @param name unique within its cascade
 * @param acceptAbove the least confidence, 0 to 1, at which an answer of this tier is accepted; absent when confidence does
 *     not matter. With a threshold, an answer whose confidence could not be measured is not accepted
 * @param basis where the threshold comes from, in a few words; absent when it is the one that was written
 * @param caution why less is accepted than is configured; absent when that is not so
 * @param skipBelow the chance to reach the threshold, above 0 and below 1, below which this tier is passed over; absent when it
 *     never is
 * @param onFilter whether the next tier may be asked what a content filter of this one blocked
 * @param judged whether its answer is accepted only when a judge has looked at it
 */
public record Tier(
        String name,
        @Nullable Double acceptAbove,
        @Nullable String basis,
        @Nullable Caution caution,
        @Nullable Double skipBelow,
        boolean onFilter,
        boolean judged) {

    public Tier {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a tier needs a name");
        }
        if (acceptAbove != null && !(acceptAbove >= 0 && acceptAbove <= 1)) {
            throw new IllegalArgumentException(
                    "tier '%s': acceptAbove is %s; it is a confidence, 0 to 1".formatted(name, acceptAbove));
        }
        if (skipBelow != null && !(skipBelow > 0 && skipBelow < 1)) {
            throw new IllegalArgumentException(
                    "tier '%s': skipBelow is %s; it is a chance above 0 and below 1".formatted(name, skipBelow));
        }
    }

    /** A tier that is never passed over. */
    public Tier(String name, @Nullable Double acceptAbove, @Nullable String basis) {
        this(name, acceptAbove, basis, null, null, false, false);
    }

    /** A tier with the threshold that was written. */
    public Tier(String name, @Nullable Double acceptAbove) {
        this(name, acceptAbove, null, null, null, false, false);
    }

    public Tier withSkipBelow(@Nullable Double skipBelow) {
        return new Tier(name, acceptAbove, basis, caution, skipBelow, onFilter, judged);
    }

    /** The same with another threshold. */
    public Tier withAcceptAbove(@Nullable Double threshold, @Nullable String why) {
        return new Tier(name, threshold, why, caution, skipBelow, onFilter, judged);
    }

    public Tier withOnFilter(boolean onFilter) {
        return new Tier(name, acceptAbove, basis, caution, skipBelow, onFilter, judged);
    }

    /** The same, of which no answer is accepted that no judge has looked at. */
    public Tier withJudge() {
        return new Tier(name, acceptAbove, basis, caution, skipBelow, onFilter, true);
    }

    /** Whether asking it does not promise to pay, when its answer has this chance to reach the threshold. */
    boolean isSkippedAt(double chance) {
        return skipBelow != null && acceptAbove != null && chance < skipBelow;
    }

    /** The threshold with where it comes from. */
    String mark() {
        return basis == null ? String.valueOf(acceptAbove) : "%s (%s)".formatted(acceptAbove, basis);
    }

    /** The same with another threshold, and where that comes from; with the same one nothing changes. */
    public Tier withThreshold(@Nullable Double changed, String from) {
        return Objects.equals(changed, acceptAbove)
                ? this
                : new Tier(name, changed, from, caution, skipBelow, onFilter, judged);
    }

    /**
     * The same, accepting less.
     *
     * @param raised the threshold; one below the tier's own changes nothing
     */
    public Tier cautious(double raised, Caution caution) {
        return new Tier(
                name,
                acceptAbove == null ? null : Double.valueOf(Math.max(acceptAbove, raised)),
                basis,
                caution,
                skipBelow,
                onFilter,
                judged);
    }
}
