package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.Posting;
import io.cascadeflow.budget.Settlement;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The end of a call, waiting to be written.
 *
 * @param hold the hold that ended
 * @param line what is to be written
 * @param done completed when it is
 */
record Ending(LocalHold hold, Line line, CompletableFuture<Effect> done) {

    /** Of a late one all is overrun: nothing was held for it any more. */
    static Ending of(LocalHold hold, HoldStatus status, @Nullable Settlement settlement, Instant now) {
        Amount held = status == HoldStatus.LATE ? Amount.ZERO : hold.stored.held();
        Line line = Line.end(hold.stored, new Posting(status, held, settlement), now);
        return new Ending(hold, line, new CompletableFuture<>());
    }

    /** What leaves the slices, and what is held on the accounts, when this is written. */
    Amount leaving() {
        return line.posting().held().min(line.posting().settled());
    }

    /** What is written: of the hold, only as much leaves the account as was spent. The rest stays in the slice. */
    Change change() {
        Posting posting = line.posting();
        return new Change(posting.settled(), leaving(), posting.overrun());
    }

    /**
     * The same when the slices were lost in the meantime: the hold is over, as when it had expired. What was spent is charged
     * all the same, and all of it is overrun.
     */
    Ending afterLoss() {
        if (hold.leases.isEmpty() || line.posting().status() == HoldStatus.LATE) {
            return this;
        }
        boolean spent = line.posting().settlement() != null;
        Posting posting = spent
                ? new Posting(HoldStatus.LATE, Amount.ZERO, line.posting().settlement())
                : new Posting(HoldStatus.EXPIRED, line.posting().held(), null);
        return new Ending(hold, new Line(line.hold(), 1, posting, line.at()), done);
    }

    Effect effect() {
        boolean returned = line.posting().status() == HoldStatus.EXPIRED;
        return returned ? Effect.NONE : Effect.POSTED;
    }
}
