package io.cascadeflow.camel;

import io.cascadeflow.camel.config.CascadeConfiguration;
import io.cascadeflow.camel.config.TierConfiguration;
import io.cascadeflow.camel.policy.CascadeFlowPolicies;
import io.cascadeflow.camel.policy.Policies;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.policy.Candidate;
import io.cascadeflow.policy.Rung;
import io.cascadeflow.policy.explain.Subject;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** The tiers of a cascade as rules see them: which models they may ask, as far as their steps show it. Thread-safe. */
final class Rungs {

    private final CascadeSetup setup;
    private volatile @Nullable Seen last;

    private record Seen(Policies policies, List<Rung> rungs) {}

    Rungs(CascadeSetup setup) {
        this.setup = setup;
    }

    /** With what these policies say of models. */
    List<Rung> under(Policies policies) {
        Seen seen = last;
        if (seen == null || seen.policies() != policies) {
            seen = new Seen(policies, of(setup, policies));
            last = seen;
        }
        return seen.rungs();
    }

    private static List<Rung> of(CascadeSetup setup, Policies policies) {
        List<Rung> rungs = new ArrayList<>();
        for (TierSteps steps : setup.tiers()) {
            List<Candidate> models = calls(steps).stream()
                    .map(call -> policies.candidate(call.model()))
                    .toList();
            rungs.add(new Rung(steps.tier().name(), models));
        }
        return rungs;
    }

    /** The same of a cascade that nobody has run yet, from its endpoints' addresses: none of them is started. */
    static List<Rung> of(CascadeConfiguration cascade, CamelContext context, Policies policies) {
        List<Rung> rungs = new ArrayList<>();
        for (TierConfiguration tier : cascade.tiers()) {
            List<String> uris = tier.endpoints().uris();
            List<Candidate> models = new ArrayList<>();
            if (uris.stream().allMatch(uri -> uri.startsWith("cascadeflow:"))) {
                uris.forEach(uri -> collect(context.getEndpoint(uri), policies, models));
            }
            rungs.add(new Rung(tier.name(), models));
        }
        return rungs;
    }

    /**
     * A question to a cascade as it would be without rules.
     *
     * @param now with the thresholds that hold without rules
     * @param rungs its tiers, in the same order
     * @throws IllegalArgumentException when the question forces a tier that there is not
     */
    static Subject subject(Cascade now, List<Rung> rungs, Exchange exchange) {
        Message question = exchange.getMessage();
        MessageText.makeRepeatable(question);
        String forced = question.getHeader(CascadeFlowConstants.FORCE_TIER, String.class);
        List<String> names = rungs.stream().map(Rung::name).toList();
        if (forced != null && !names.contains(forced)) {
            throw new IllegalArgumentException(
                    "cascade '%s' has no tier '%s' to force; it has %s".formatted(now.name(), forced, names));
        }
        List<Subject.Step> steps = new ArrayList<>();
        for (int i = 0; i < rungs.size(); i++) {
            steps.add(new Subject.Step(rungs.get(i), now.tiers().get(i).acceptAbove()));
        }
        return Subject.cascade(now.name(), steps, CascadeFlowPolicies.tools(exchange), forced);
    }

    /** The models that a tier may ask; empty where its steps may ask whom they like: then only the call itself can tell. */
    static List<ModelCall> calls(TierSteps steps) {
        List<ModelCall> calls = new ArrayList<>();
        if (steps.single()) {
            collectCalls(steps.processor(), calls);
        }
        return calls;
    }

    private static void collectCalls(Processor step, List<ModelCall> into) {
        if (step instanceof EndpointAware asks
                && asks.getEndpoint() instanceof CascadeFlowEndpoint ours
                && ours.isRemote()
                && ours.getModel() != null) {
            into.add(ModelCall.of(ours));
        }
        if (step instanceof Navigate<?> several && several.hasNext()) {
            several.next().forEach(next -> {
                if (next instanceof Processor processor) {
                    collectCalls(processor, into);
                }
            });
        }
    }

    private static void collect(Endpoint asked, Policies policies, List<Candidate> into) {
        if (asked instanceof CascadeFlowEndpoint ours && ours.isRemote() && ours.getModel() != null) {
            into.add(policies.candidate(ours.modelId()));
        }
    }
}
