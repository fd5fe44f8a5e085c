package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.Posting;
import java.util.concurrent.CompletableFuture;

/**
 * The end of a call, waiting to be written.
 *
 * @param hold the hold that ended
 * @param line what is to be written
 * @param done completed when it is
 */
record Ending(LocalHold hold, Line line, CompletableFuture<Effect> done) {

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
    Ending lost() {
        Ending after = afterLoss();
        hold.status = after.line.posting().status();
        return after;
    }

    private Ending afterLoss() {
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
