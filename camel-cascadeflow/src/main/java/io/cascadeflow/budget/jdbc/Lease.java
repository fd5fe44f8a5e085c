package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.time.Instant;

/**
 * A slice of an account that this node has to itself. Guarded by the lock of its {@link LeaseBook}.
 *
 * <p>{@code granted} is what the database holds for it. {@code out} is the part that is spoken for: calls on their way, what
 * was settled and is not written yet, and what is being handed back. Only the rest is granted to calls, so the calls of a
 * slice never come to more than the database holds for it.
 */
final class Lease {

    private static final long FEWEST = 16;
    private static final long MOST = 1 << 17;
    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration LATE = Duration.ofSeconds(2);

    /** A slice is a quarter of what is left at most, so that several nodes find some, and small ones near the limit. */
    private static final long SHARE = 4;

    final StoredAccount account;
    Amount granted = Amount.ZERO;
    Amount out = Amount.ZERO;

    /** The limits within which all that is granted was found to be at the last look. */
    Amount ceiling;

    /** The greatest hold so far, unit by unit. */
    Amount typical;

    Instant usedAt;
    Instant filledAt;

    private Amount half = Amount.ZERO;
    private long target = FEWEST;

    Lease(StoredAccount account, Amount ceiling, Amount typical, Instant now) {
        this.account = account;
        this.ceiling = ceiling;
        this.typical = typical;
        this.usedAt = now;
        this.filledAt = now;
    }

    Amount free() {
        return granted.minus(out).max(Amount.ZERO);
    }

    /** Whether a call fits the slice. A unit of which it takes nothing always fits. */
    boolean fits(Amount wanted) {
        return (wanted.usd().nanos() == 0
                        || out.usd().nanos() + wanted.usd().nanos()
                                <= granted.usd().nanos())
                && out.calls() + wanted.calls() <= granted.calls()
                && (wanted.tokens() == 0 || out.tokens() + wanted.tokens() <= granted.tokens());
    }

    void take(Amount wanted, Instant now) {
        out = out.plus(wanted);
        usedAt = now;
    }

    /** Replaces what is spoken for a call by what is still to be written of it. */
    void keep(Amount held, Amount unwritten) {
        out = out.minus(held).plus(unwritten);
    }

    /** What is spoken for has left the slice, in the database too. */
    void left(Amount amount) {
        granted = granted.minus(amount);
        out = out.minus(amount);
    }

    boolean isHalfEmpty() {
        return !half.isWithin(free());
    }

    /** How much more to take when so much is left on the account; nothing when it is better taken call by call. */
    Amount refill(Amount room) {
        long calls = Math.min(target, fitting(room));
        if (calls < 2) {
            return Amount.ZERO;
        }
        Amount slice =
                new Amount(new Usd(typical.usd().nanos() * calls), typical.calls() * calls, typical.tokens() * calls);
        return slice.minus(free()).max(Amount.ZERO);
    }

    private long fitting(Amount room) {
        return Math.min(
                fitting(room.calls(), typical.calls()),
                Math.min(fitting(room.usd().nanos(), typical.usd().nanos()), fitting(room.tokens(), typical.tokens())));
    }

    private static long fitting(long room, long each) {
        return each == 0 ? Long.MAX_VALUE : room / SHARE / each;
    }

    /** Notes what was taken: the sooner it was used up, the more next time. */
    void filled(Amount more, Amount within, Instant now) {
        granted = granted.plus(more);
        ceiling = within;
        Duration since = Duration.between(filledAt, now);
        if (since.compareTo(SOON) < 0) {
            target = Math.min(MOST, target * 2);
        } else if (since.compareTo(LATE) > 0) {
            target = Math.max(FEWEST, target / 2);
        }
        filledAt = now;
        Amount free = free();
        half = new Amount(new Usd(free.usd().nanos() / 2), free.calls() / 2, free.tokens() / 2);
    }
}
