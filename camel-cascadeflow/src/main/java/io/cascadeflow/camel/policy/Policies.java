package io.cascadeflow.camel.policy;

import io.cascadeflow.camel.config.ClassifyConfiguration;
import io.cascadeflow.camel.config.Configuration;
import io.cascadeflow.guard.find.Detector;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.policy.Candidate;
import io.cascadeflow.policy.Facts;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.policy.explain.PolicyExplanation;
import io.cascadeflow.policy.explain.Subject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Applies the operator's policy to exchanges. Safe to share between threads. */
public final class Policies {

    /** Without a rule. */
    public static final Policies NONE =
            new Policies(Policy.NONE, Map.of(), Guards.NONE, null, null, (exchange, cascade) -> Ruling.NONE);

    private final Policy policy;
    private final Map<ModelId, Set<String>> tags;
    private final Guards guards;
    private final @Nullable FactsReader facts;
    private final @Nullable Expressions expressions;
    private final Rulings further;

    /** What else comes to hold for an exchange. */
    @FunctionalInterface
    public interface Rulings {

        /** @param cascade that is asked; absent when a model is asked on its own */
        Ruling on(Exchange exchange, @Nullable String cascade);
    }

    private Policies(
            Policy policy,
            Map<ModelId, Set<String>> tags,
            Guards guards,
            @Nullable FactsReader facts,
            @Nullable Expressions expressions,
            Rulings further) {
        this.further = further;
        this.policy = policy;
        this.tags = Map.copyOf(tags);
        this.guards = guards;
        this.facts = facts;
        this.expressions = expressions;
    }

    /**
     * Those of a configuration, and the rules that are beans of the registry. Learns to classify questions, if rules ask for it.
     *
     * @throws IllegalArgumentException when an expression of a rule cannot be read, there is nothing to learn from, or what a
     *     rule wants redacted is not looked for
     * @throws io.cascadeflow.camel.ConfigurationException when a rule that is a bean is wrong
     */
    public static Policies of(CamelContext context, Configuration configuration, BudgetShares shares, Clock clock) {
        Map<ModelId, Set<String>> tags = configuration.tags();
        Policy policy = RuleBeans.in(context).addTo(configuration.policy(), tags);
        return of(context, policy, tags, configuration.classify(), shares, clock);
    }

    /**
     * Rules of which only is asked which apply.
     *
     * @throws IllegalArgumentException likewise
     */
    public static Policies of(
            CamelContext context, Policy policy, ClassifyConfiguration classify, BudgetShares shares, Clock clock) {
        return of(context, policy, Map.of(), classify, shares, clock);
    }

    private static Policies of(
            CamelContext context,
            Policy policy,
            Map<ModelId, Set<String>> tags,
            ClassifyConfiguration classify,
            BudgetShares shares,
            Clock clock) {
        return new Policies(
                policy,
                tags,
                Guards.of(policy, context.getRegistry().findByType(Detector.class)),
                new FactsReader(policy.facts(), shares, Classifiers.of(context, classify, policy), clock),
                new Expressions(context, policy, clock),
                (exchange, cascade) -> Ruling.NONE);
    }

    /** The same, and what others say beside its rules. */
    public Policies and(Rulings others) {
        return new Policies(policy, tags, guards, facts, expressions, others);
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
        return own(exchange, cascade, estimate).and(further.on(exchange, cascade));
    }

    private Ruling own(Exchange exchange, @Nullable String cascade, Estimate estimate) {
        return policy.rules().isEmpty() || facts == null || expressions == null
                ? Ruling.NONE
                : policy.on(facts(exchange, cascade, estimate, facts, expressions));
    }

    private static Facts facts(
            Exchange exchange,
            @Nullable String cascade,
            Estimate estimate,
            FactsReader facts,
            Expressions expressions) {
        Facts known = facts.read(exchange, cascade, estimate);
        return known.with(expressions.of(exchange, known));
    }

    /** What rules make of an exchange, from the same facts as {@link #on}; asks nobody. */
    PolicyExplanation explain(Exchange exchange, Subject subject, Estimate estimate, Instant now) {
        Facts known = facts == null || expressions == null
                ? new Facts(Map.of(), Map.of(), now)
                : facts(exchange, subject.alone() ? null : subject.name(), estimate, facts, expressions);
        return PolicyExplanation.of(policy, known, subject);
    }

    /** Keeps from models what rules say. */
    public Guards guards() {
        return guards;
    }

    /** A model as rules see it. */
    public Candidate candidate(ModelId model) {
        return new Candidate(model, tags.getOrDefault(model, Set.of()));
    }
}
