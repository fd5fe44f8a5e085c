package io.cascadeflow.camel.config;

import io.cascadeflow.budget.Budget;
import org.jspecify.annotations.Nullable;

/**
 * A configured budget.
 *
 * @param budget what it limits; its key has the name that {@code per} gives it
 * @param per by what it is counted, as written: {@code tenant} or another fact, a header's name, or an expression with
 *     <code>${</code>; absent when there is one sum for all
 * @param appliesTo to which calls
 */
public record BudgetConfiguration(Budget budget, @Nullable String per, AppliesTo appliesTo) {

    /** To which calls a budget applies. */
    public enum AppliesTo {
        /** To every call. */
        EVERYTHING,
        /** To calls whose cascade or endpoint names it. */
        NAMED
    }

    /** Whether {@link #per} is an expression of Camel's simple language, and not the name of a fact or header. */
    public boolean isPerExpression() {
        return per != null && per.contains("${");
    }
}
