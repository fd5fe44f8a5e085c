package io.cascadeflow.camel.failover;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.ReportedCost;
import io.cascadeflow.pricing.Usd;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What all endpoints that were asked cost together, on top of what the question had cost before. For one exchange. */
final class Spent {

    private final @Nullable Usd before;
    private Usd sum = Usd.ZERO;
    private boolean told;

    private Spent(@Nullable Usd before) {
        this.before = before;
    }

    /** @throws IllegalArgumentException when what it says to have cost is no amount */
    static Spent before(Message question) {
        return new Spent(ReportedCost.total(question));
    }

    /** Adds what an endpoint left, which started from the question. */
    void add(Message left) {
        Usd cost = ReportedCost.on(left);
        if (cost == null) {
            return;
        }
        boolean isTotal = left.getHeader(CascadeFlowConstants.TOTAL_COST) != null;
        sum = sum.plus(isTotal && before != null ? cost.minus(before) : cost);
        told = true;
    }

    void leaveOn(Message message) {
        if (told) {
            Usd total = before == null ? sum : before.plus(sum);
            message.setHeader(CascadeFlowConstants.TOTAL_COST, total.toBigDecimal());
        }
    }
}
