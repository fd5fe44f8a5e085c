package io.cascadeflow.camel;

import io.cascadeflow.camel.policy.Policies;
import io.cascadeflow.policy.Candidate;
import io.cascadeflow.policy.Rung;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.EndpointAware;
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

    /** The models that a tier may ask; empty where its steps may ask whom they like: then only the call itself can tell. */
    static List<ModelCall> calls(TierSteps steps) {
        List<ModelCall> calls = new ArrayList<>();
        if (steps.single()) {
            collect(steps.processor(), calls);
        }
        return calls;
    }

    private static void collect(Processor step, List<ModelCall> into) {
        if (step instanceof EndpointAware asks
                && asks.getEndpoint() instanceof CascadeFlowEndpoint ours
                && ours.isRemote()
                && ours.getModel() != null) {
            into.add(ModelCall.of(ours));
        }
        if (step instanceof Navigate<?> several && several.hasNext()) {
            several.next().forEach(next -> {
                if (next instanceof Processor processor) {
                    collect(processor, into);
                }
            });
        }
    }
}
