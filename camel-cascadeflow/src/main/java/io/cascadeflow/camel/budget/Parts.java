package io.cascadeflow.camel.budget;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.cascade.Outcome;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The parts that have come in so far. Immutable.
 *
 * @param answered how many have an answer
 * @param refused how many a budget refused
 * @param failed how many failed for another reason
 * @param heldBack how many were not sent on because a budget was spent
 * @param bill what all of them came to, with the worst outcome of those that have an answer
 */
record Parts(int answered, int refused, int failed, int heldBack, PartBill bill) implements Serializable {

    static final Parts NONE = new Parts(0, 0, 0, 0, PartBill.NONE);

    /** True of one call, and untrue of several together. */
    private static final List<String> OF_ONE_CALL = List.of(
            CascadeFlowConstants.PROVIDER,
            CascadeFlowConstants.MODEL,
            CascadeFlowConstants.REQUESTED_MODEL,
            CascadeFlowConstants.TIER,
            CascadeFlowConstants.TIERS,
            CascadeFlowConstants.CONFIDENCE,
            CascadeFlowConstants.SIGNALS,
            CascadeFlowConstants.REASON,
            CascadeFlowConstants.COST,
            CascadeFlowConstants.BASELINE_COST,
            CascadeFlowConstants.SAVED_COST,
            CascadeFlowConstants.FINISH_REASON,
            CascadeFlowConstants.LATENCY_MS,
            CascadeFlowConstants.DECISION_ID);

    Parts plus(Fate fate, PartBill part) {
        PartBill paid = fate == Fate.ANSWERED ? part : part.withoutOutcome();
        return new Parts(
                answered + (fate == Fate.ANSWERED ? 1 : 0),
                refused + (fate == Fate.REFUSED ? 1 : 0),
                failed + (fate == Fate.FAILED ? 1 : 0),
                heldBack + (fate == Fate.HELD_BACK ? 1 : 0),
                bill.plus(paid));
    }

    /** How many have come in, whatever became of them. */
    int count() {
        return answered + refused + failed + heldBack;
    }

    /** Whether the headers of a message say that a budget is spent: a part was refused, or too little is left. */
    static boolean isSpent(Message message, BigDecimal stopBelow) {
        BigDecimal refused = PartBill.number(message, CascadeFlowConstants.PARTS_REFUSED);
        BigDecimal remaining = PartBill.number(message, CascadeFlowConstants.BUDGET_REMAINING);
        return (refused != null && refused.signum() > 0) || (remaining != null && remaining.compareTo(stopBelow) <= 0);
    }

    void writeTo(Message message) {
        if (answered != 1) {
            OF_ONE_CALL.forEach(message::removeHeader);
        }
        bill.writeTo(message);
        message.setHeader(CascadeFlowConstants.PARTS_ANSWERED, answered);
        message.setHeader(CascadeFlowConstants.PARTS_REFUSED, refused);
    }

    /**
     * The last word, when no further part comes.
     *
     * @param notSent how many were not sent; absent when nobody knows
     * @param complete whether all were sent
     */
    void writeEnd(Message message, @Nullable Integer notSent, boolean complete) {
        boolean whole = complete && refused == 0;
        Outcome floor = answered == 0 ? Outcome.REJECTED : Outcome.DEGRADED;
        Parts told = whole ? this : new Parts(answered, refused, failed, heldBack, bill.atLeast(floor));
        told.writeTo(message);
        PartBill.set(message, CascadeFlowConstants.PARTS_NOT_SENT, notSent);
    }
}
