package io.cascadeflow.camel.policy;

import io.cascadeflow.model.ModelId;
import io.cascadeflow.policy.Candidate;
import io.cascadeflow.policy.Facts;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.Ruling;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Applies the operator's policy to exchanges. Safe to share between threads. */
public final class Policies {

    /** Without a rule. */
    public static final Policies NONE = new Policies(Policy.NONE, Map.of(), null, null);

    private final Policy policy;
    private final Map<ModelId, Set<String>> tags;
    private final @Nullable FactsReader facts;
    private final @Nullable Expressions expressions;

    private Policies(
            Policy policy,
            Map<ModelId, Set<String>> tags,
            @Nullable FactsReader facts,
            @Nullable Expressions expressions) {
        this.policy = policy;
        this.tags = Map.copyOf(tags);
        this.facts = facts;
        this.expressions = expressions;
    }

    /**
     * @param tags what the operator says about models
     * @throws IllegalArgumentException when an expression of a rule cannot be read
     */
    public static Policies of(
            CamelContext context, Policy policy, Map<ModelId, Set<String>> tags, BudgetShares shares, Clock clock) {
        return new Policies(
                policy,
                tags,
                new FactsReader(policy.facts(), shares, clock),
                new Expressions(context, policy.expressions(), clock));
    }

    public Policy policy() {
        return policy;
    }

    /**
     * What holds for an exchange, whose message stays as readable as it is.
     *
     * @param cascade that is asked; absent when a model is asked on its own
     * @param estimate what asking may cost
     */
    public Ruling on(Exchange exchange, @Nullable String cascade, Estimate estimate) {
        if (policy.rules().isEmpty() || facts == null || expressions == null) {
            return Ruling.NONE;
        }
        Facts known = facts.read(exchange, cascade, estimate);
        return policy.on(new Facts(known.words(), known.numbers(), expressions.of(exchange), known.at()));
    }

    /** A model as rules see it. */
    public Candidate candidate(ModelId model) {
        return new Candidate(model, tags.getOrDefault(model, Set.of()));
    }
}
