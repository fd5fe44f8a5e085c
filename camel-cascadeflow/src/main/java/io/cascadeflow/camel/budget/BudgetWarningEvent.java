package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.Standing;
import java.time.Instant;
import org.apache.camel.CamelContext;

/** The share of a budget from which to warn is used. Sent once for each account, until its window ends. */
public final class BudgetWarningEvent extends BudgetEvent {

    private static final long serialVersionUID = 1L;

    private final transient Standing standing;

    BudgetWarningEvent(CamelContext context, Instant at, Standing standing) {
        super(context, at);
        this.standing = standing;
    }

    /** How the account stands. */
    public Standing standing() {
        return standing;
    }

    @Override
    public String toString() {
        return "budget '%s' (%s) has %s of %s USD left"
                .formatted(
                        standing.claim().budget().name(),
                        standing.claim().account(),
                        standing.left(),
                        standing.claim().budget().limit());
    }
}
