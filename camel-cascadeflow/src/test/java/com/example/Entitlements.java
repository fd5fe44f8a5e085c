package com.example;

import io.cascadeflow.policy.Condition;
import io.cascadeflow.policy.Condition.Coded;
import io.cascadeflow.policy.Constraint.MaxTier;
import io.cascadeflow.policy.Fact;
import io.cascadeflow.policy.Rule;
import java.util.Set;
import java.util.function.Predicate;

/** What tenants have paid for. */
public final class Entitlements {

    private Entitlements() {}

    /** A rule to be bound in the registry: who has not paid for the large model is not asked of it. */
    public static Rule rule(Predicate<String> hasPaid) {
        Condition notPaid = Coded.of(
                "not-paid", // part of the policy's version: rename it when the code decides otherwise
                Set.of(Fact.TENANT), // all that the code may look at
                facts -> facts.said(Fact.TENANT).stream().noneMatch(hasPaid));
        return Rule.of("large-is-paid-for", notPaid, new MaxTier("small"));
    }
}
