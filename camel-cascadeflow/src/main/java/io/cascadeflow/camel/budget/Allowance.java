package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.Window;
import java.time.Instant;
import java.util.Map;

/**
 * An amount that a route gives to one pass through a cascade or an endpoint, or to a whole run.
 *
 * @param budget the amount, with the run as its window
 * @param run the run: the exchange's, else one of its own
 */
public record Allowance(Budget budget, String run) {

    /** @param owner the cascade or endpoint that has it; tells it from other allowances of the same run */
    static Allowance of(String owner, String usd, String run) {
        return new Allowance(Budget.of("allowance of " + owner, usd, Window.RUN), run);
    }

    Claim claim(Map<String, String> facts, Instant at) {
        return budget.claim(facts, run, at);
    }
}
