package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.Standing;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import org.apache.camel.CamelContext;

/**
 * A call was refused, since it may cost more than a budget has left. Sent once for each account, until its window ends or a
 * call is admitted again.
 */
public final class BudgetSpentEvent extends BudgetEvent {

    private static final long serialVersionUID = 1L;

    private final transient Standing standing;
    private final transient Usd wanted;

    BudgetSpentEvent(CamelContext context, Instant at, Standing standing, Usd wanted) {
        super(context, at);
        this.standing = standing;
        this.wanted = wanted;
    }

    /** How the account stands. */
    public Standing standing() {
        return standing;
    }

    /** What the refused call may have cost. */
    public Usd wanted() {
        return wanted;
    }

    @Override
    public String toString() {
        return "budget '%s' (%s) has %s USD left and refused a call for %s"
                .formatted(standing.claim().budget().name(), standing.claim().account(), standing.left(), wanted);
    }
}
