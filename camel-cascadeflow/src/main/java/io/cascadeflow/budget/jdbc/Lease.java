package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Balance;
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
    private static final Duration SOON = Duration.ofSeconds(2);

    /** A slice is a quarter of what is left at most, so that several nodes find some, and small ones near the limit. */
    private static final long SHARE = 4;

    final StoredAccount account;
    Amount granted = Amount.ZERO;
    Amount out = Amount.ZERO;

    /** The limits within which all that is granted was found to be at the last look. */
    Amount ceiling;

    /** The greatest hold so far, unit by unit. */
    Amount typical;

    /** When it was last looked at whether it is too large. */
    Instant lookedAt;

    private Instant filledAt;
    /** What was used of the account apart from this slice, when the database was last looked at. */
    private Amount elsewhere = Amount.ZERO;

    /** What has been settled out of this slice since then. */
    private Amount spent = Amount.ZERO;

    private Amount half = Amount.ZERO;
    private long target = FEWEST;
    private long calls;

    Lease(StoredAccount account, Amount ceiling, Amount typical, Instant now) {
        this.account = account;
        this.ceiling = ceiling;
        this.typical = typical;
        this.lookedAt = now;
        this.filledAt = now;
    }

    Amount free() {
        return granted.minus(out).max(Amount.ZERO);
    }

    boolean isEmpty() {
        return granted.equals(Amount.ZERO);
    }

    /** Whether a call fits the slice. A unit of which it takes nothing always fits. */
    boolean fits(Amount wanted) {
        return (wanted.usd().nanos() == 0
                        || out.usd().nanos() + wanted.usd().nanos()
                                <= granted.usd().nanos())
                && out.calls() + wanted.calls() <= granted.calls()
                && (wanted.tokens() == 0 || out.tokens() + wanted.tokens() <= granted.tokens());
    }

    void take(Amount wanted) {
        out = out.plus(wanted);
        calls++;
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

    /** The same, because it was spent. */
    void spent(Amount amount) {
        left(amount);
        spent = spent.plus(amount);
    }

    /** The database was looked at, and so much of the account was used, this slice included. */
    void seen(Amount used) {
        elsewhere = used.minus(granted).max(Amount.ZERO);
        spent = Amount.ZERO;
    }

    /** How the account stands as far as this node knows: what others have done since the last look is left out. */
    Balance balance() {
        return new Balance(elsewhere.plus(spent), out, Usd.ZERO);
    }

    boolean isHalfEmpty() {
        return !half.isWithin(free());
    }

    /**
     * How much more to take when so much is left on the account; nothing when it is better taken call by call.
     *
     * @param waiting how many calls found nothing
     */
    Amount refill(Amount room, int waiting) {
        long most = Math.min(Math.max(target, 2L * waiting), fitting(room));
        if (most < 2) {
            return Amount.ZERO;
        }
        return times(typical, most).minus(free()).max(Amount.ZERO);
    }

    private long fitting(Amount room) {
        return Math.min(
                fitting(room.calls(), typical.calls()),
                Math.min(fitting(room.usd().nanos(), typical.usd().nanos()), fitting(room.tokens(), typical.tokens())));
    }

    private static long fitting(long room, long each) {
        return each == 0 ? Long.MAX_VALUE : room / SHARE / each;
    }

    private static Amount times(Amount each, long calls) {
        return new Amount(new Usd(each.usd().nanos() * calls), each.calls() * calls, each.tokens() * calls);
    }

    /** Notes what was taken: when it had to be soon after the last time, it is twice as much the next time. */
    void filled(Amount more, Amount within, int waiting, Instant now) {
        granted = granted.plus(more);
        ceiling = within;
        if (now.isBefore(filledAt.plus(SOON))) {
            target = Math.min(MOST, Math.max(target * 2, 2L * waiting));
        }
        filledAt = now;
        Amount free = free();
        half = new Amount(new Usd(free.usd().nanos() / 2), free.calls() / 2, free.tokens() / 2);
    }

    /** What is free beyond twice the calls since the last look: all of it when there were none. */
    Amount surplus(Instant now) {
        long expected = calls * 2;
        calls = 0;
        lookedAt = now;
        if (expected > 0) {
            target = Math.max(FEWEST, Math.min(target, expected));
        }
        Amount needed = expected == 0 ? Amount.ZERO : times(typical, Math.max(FEWEST, expected));
        Amount free = free();
        return free.isWithin(needed) ? Amount.ZERO : free.minus(needed.min(free));
    }
}
