package io.cascadeflow.budget;

import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The sums of one account in a {@link MemoryLedger}, which guards it by its lock. */
final class MemoryAccount {

    private final Claim claim;
    private final TreeMap<Long, Amount> slices = new TreeMap<>();
    private Instant touched;
    private Amount settled = Amount.ZERO;
    private Amount held = Amount.ZERO;
    private Usd overrun = Usd.ZERO;

    MemoryAccount(Claim claim, Instant now) {
        this.claim = claim;
        this.touched = now;
    }

    boolean hasRoom(Amount room, Instant now) {
        roll(now);
        return settled.plus(held).isWithin(room);
    }

    void hold(Amount amount, Instant now) {
        held = held.plus(amount);
        touched = now;
    }

    /** Posts the end of a hold; {@code spentAt} is not before the hold was granted, wherever the clock is. */
    void post(Posting posting, Instant spentAt) {
        held = held.minus(posting.held());
        overrun = overrun.plus(posting.overrun());
        Amount amount = posting.settled();
        settled = settled.plus(amount);
        if (amount.calls() > 0 && claim.budget().window() instanceof RollingWindow window) {
            slices.merge(window.sliceAt(spentAt), amount, Amount::plus);
        }
        touched = spentAt;
    }

    Balance balance(Instant now) {
        roll(now);
        return new Balance(settled, held, overrun);
    }

    /** Whether no call can need this account any more, even if the clock is put back by {@code keep}. */
    boolean isForgettable(Instant now, Duration keep) {
        if (!held.equals(Amount.ZERO)) {
            return false;
        }
        Window window = claim.budget().window();
        if (window instanceof RollingWindow) {
            roll(now.minus(keep));
            return settled.equals(Amount.ZERO);
        }
        Instant end = window instanceof Window.Run ? touched : claim.windowEnd();
        return end != null && end.plus(keep).isBefore(now);
    }

    private void roll(Instant now) {
        if (slices.isEmpty() || !(claim.budget().window() instanceof RollingWindow window)) {
            return;
        }
        Map<Long, Amount> gone = slices.headMap(window.oldestSliceAt(now));
        for (Amount amount : gone.values()) {
            settled = settled.minus(amount);
        }
        gone.clear();
    }
}
