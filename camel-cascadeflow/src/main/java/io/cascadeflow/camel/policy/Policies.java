package io.cascadeflow.camel.policy;

import io.cascadeflow.camel.config.Configuration;
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
     * Those of a configuration. Learns to classify questions, if rules ask for it.
     *
     * @throws IllegalArgumentException when an expression of a rule cannot be read, or there is nothing to learn from
     */
    public static Policies of(CamelContext context, Configuration configuration, BudgetShares shares, Clock clock) {
        Policy policy = configuration.policy();
        return new Policies(
                policy,
                configuration.tags(),
                new FactsReader(
                        policy.facts(), shares, Classifiers.of(context, configuration.classify(), policy), clock),
                new Expressions(context, policy.expressions(), clock));
    }

    public Policy policy() {
        return policy;
    }

    /**
     * What holds for an exchange, whose message stays as readable as it is.
     *
     * @param cascade that is asked; absent when a model is asked on its own
     */
    public Ruling on(Exchange exchange, @Nullable String cascade) {
        if (policy.rules().isEmpty() || facts == null || expressions == null) {
            return Ruling.NONE;
        }
        Facts known = facts.read(exchange, cascade);
        return policy.on(known.with(expressions.of(exchange)));
    }

    /** A model as rules see it. */
    public Candidate candidate(ModelId model) {
        return new Candidate(model, tags.getOrDefault(model, Set.of()));
    }
}
