package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Balance;
import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.budget.BudgetUnit;
import io.cascadeflow.budget.HoldResult;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.budget.Window;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.pricing.Usd;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A step that answers for a cent a time until its budget is spent, and leaves the headers that an endpoint leaves. */
public final class BudgetedModel implements Processor {

    private static final BigDecimal CENT = new BigDecimal("0.01");

    private final AtomicInteger left;
    private final boolean tellsWhatIsLeft;
    private final List<Object> asked = new CopyOnWriteArrayList<>();

    private BudgetedModel(int calls, boolean tellsWhatIsLeft) {
        left = new AtomicInteger(calls);
        this.tellsWhatIsLeft = tellsWhatIsLeft;
    }

    /** Refuses once the budget is spent, and does not tell before. */
    public static BudgetedModel forCalls(int calls) {
        return new BudgetedModel(calls, false);
    }

    BudgetedModel thatTellsWhatIsLeft() {
        return new BudgetedModel(left.get(), true);
    }

    List<Object> asked() {
        return asked;
    }

    @Override
    public void process(Exchange exchange) {
        Object question = exchange.getMessage().getBody();
        asked.add(question);
        int now = left.getAndDecrement();
        if (now < 1) {
            throw refusal();
        }
        exchange.getMessage().setBody(question + "!");
        exchange.getMessage().setHeader(CascadeFlowConstants.TOTAL_COST, CENT);
        exchange.getMessage().setHeader(CascadeFlowConstants.COST, CENT);
        exchange.getMessage().setHeader(CascadeFlowConstants.INPUT_TOKENS, 10L);
        exchange.getMessage().setHeader(CascadeFlowConstants.OUTPUT_TOKENS, 5L);
        exchange.getMessage().setHeader(CascadeFlowConstants.USAGE_ESTIMATED, now == 2);
        exchange.getMessage().setHeader(CascadeFlowConstants.OUTCOME, now == 2 ? "escalated" : "accepted");
        exchange.getMessage().setHeader(CascadeFlowConstants.MODEL, "small");
        if (now == 1) {
            exchange.getMessage().setHeader(CascadeFlowConstants.BUDGET_WARNING, "support,company");
        }
        if (tellsWhatIsLeft) {
            exchange.getMessage()
                    .setHeader(
                            CascadeFlowConstants.BUDGET_REMAINING,
                            CENT.multiply(BigDecimal.valueOf(Math.max(0, now - 1))));
        }
    }

    static BudgetExceededException refusal() {
        Budget budget = Budget.of("support", "1", Window.TOTAL);
        Standing spent = new Standing(budget.claim(Map.of(), "", Instant.EPOCH), Balance.ZERO);
        return new BudgetExceededException(new HoldResult.Refused(spent, BudgetUnit.USD), Amount.of(Usd.of("2")));
    }
}
