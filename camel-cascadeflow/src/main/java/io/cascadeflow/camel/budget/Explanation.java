package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Whether a budget applies to a call, and why.
 *
 * @param budget the budget
 * @param applies whether it applies
 * @param why in words
 * @param standing how the account stands that the call goes to; absent when it does not apply, or the call lacks the key
 */
public record Explanation(
        Budget budget,
        boolean applies,
        String why,
        @Nullable Standing standing) {

    /** One line for people. */
    public String text() {
        String verdict = "budget '%s' %s: %s".formatted(budget.name(), applies ? "applies" : "does not apply", why);
        return standing == null ? verdict : verdict + "; " + describe(standing);
    }

    private static String describe(Standing standing) {
        return "account %s has %s of %s USD left (%s settled, %s held)%s"
                .formatted(
                        standing.claim().account(),
                        standing.left(),
                        standing.claim().budget().limit(),
                        standing.balance().settled().usd(),
                        standing.balance().held().usd(),
                        standing.claim().windowEnd() == null
                                ? ""
                                : ", until " + standing.claim().windowEnd());
    }
}
