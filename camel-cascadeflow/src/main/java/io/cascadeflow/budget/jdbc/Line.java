package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.Posting;
import java.time.Instant;

/**
 * A line to be written.
 *
 * @param hold the hold that ended
 * @param part 1 for its end, 2 for a call that ended after that
 * @param posting what is posted
 * @param at when
 */
record Line(StoredHold hold, int part, Posting posting, Instant at) {

    static Line end(StoredHold hold, Posting posting, Instant at) {
        return new Line(hold, posting.status() == HoldStatus.LATE ? 2 : 1, posting, at);
    }

    /** When the money was spent: not before it was held, wherever the clock is. */
    Instant spentAt() {
        return at.isBefore(hold.heldAt()) ? hold.heldAt() : at;
    }
}
