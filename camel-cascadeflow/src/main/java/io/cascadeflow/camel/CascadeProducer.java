package io.cascadeflow.camel;

import io.cascadeflow.audit.AuditPlan;
import io.cascadeflow.cache.CachePlan;
import io.cascadeflow.camel.failover.FailOvers;
import io.cascadeflow.camel.failover.TierEndpoints;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.policy.Weights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.processor.SendProcessor;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** The cascade behind an endpoint: its tiers are endpoints. */
public class CascadeProducer extends DefaultAsyncProducer {

    private final Cascade cascade;
    private final List<TierEndpoints> endpoints;
    private final @Nullable Gate gate;
    private final @Nullable Duration deadline;
    private final List<String> budgets;
    private final AuditPlan audit;
    private @Nullable Weights objective;
    private @Nullable CachePlan cache;
    private List<AsyncProcessor> senders = List.of();
    private @Nullable CascadeEngine engine;

    /** A cascade without a deadline of its own. */
    public CascadeProducer(Endpoint endpoint, Cascade cascade, List<String> tierUris, @Nullable Gate gate) {
        this(
                endpoint,
                cascade,
                tierUris.stream().map(TierEndpoints::of).toList(),
                gate,
                null,
                List.of(),
                AuditPlan.NONE);
    }

    /**
     * @param endpoints those of the cascade's tiers, in the same order
     * @param gate judges every answer; absent to take what the endpoints measured, or else the default
     * @param deadline how long a run may take before no further tier is asked; absent for no limit
     * @param budgets what each call must fit beside the budgets that apply to everything: names, or amounts in US dollars
     * @param audit how it learns from its own traffic
     */
    public CascadeProducer(
            Endpoint endpoint,
            Cascade cascade,
            List<TierEndpoints> endpoints,
            @Nullable Gate gate,
            @Nullable Duration deadline,
            List<String> budgets,
            AuditPlan audit) {
        super(endpoint);
        if (endpoints.size() != cascade.tiers().size()) {
            throw new IllegalArgumentException("cascade '%s' has %d tiers and %d uris; give each tier one"
                    .formatted(cascade.name(), cascade.tiers().size(), endpoints.size()));
        }
        this.cascade = cascade;
        this.endpoints = List.copyOf(endpoints);
        this.gate = gate;
        this.deadline = deadline;
        this.budgets = List.copyOf(budgets);
        this.audit = audit;
    }

    /** From now on this counts where rules do not say. */
    CascadeProducer weighing(@Nullable Weights weights) {
        objective = weights;
        return this;
    }

    /** From now on it keeps its answers. */
    CascadeProducer keeping(@Nullable CachePlan plan) {
        cache = plan;
        return this;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (engine == null) {
            exchange.setException(new IllegalStateException("the producer of %s is not started".formatted(cascade)));
            callback.done(true);
            return true;
        }
        return engine.process(exchange, callback);
    }

    /** Starts the tiers with it, and so the cascades among them: one that starts itself would never be done. */
    @Override
    protected void doStart() throws Exception {
        Starting.enter(getEndpoint(), cascade.name());
        try {
            startTiers();
        } finally {
            Starting.leave(getEndpoint());
        }
    }

    private void startTiers() throws Exception {
        super.doStart();
        senders = senders();
        ServiceHelper.startService(senders);
        List<TierSteps> steps = new ArrayList<>();
        for (Tier tier : cascade.tiers()) {
            steps.add(new TierSteps(tier, senders.get(steps.size()), null, gate, isOurs(steps.size())));
        }
        CamelContext context = getEndpoint().getCamelContext();
        CascadeSetup setup = new CascadeSetup(cascade, steps, deadline, budgets, audit, objective, cache);
        engine = new CascadeEngine(context, setup, CascadeRuntime.in(context), run -> {});
    }

    @Override
    protected void doStop() throws Exception {
        if (engine != null) {
            engine.settle();
        }
        ServiceHelper.stopAndShutdownService(senders);
        engine = null;
        super.doStop();
    }

    private boolean isOurs(int tier) {
        return endpoints.get(tier).uris().stream().allMatch(uri -> uri.startsWith("cascadeflow:"));
    }

    List<String> budgets() {
        return budgets;
    }

    private List<AsyncProcessor> senders() {
        List<AsyncProcessor> made = new ArrayList<>();
        for (TierEndpoints tier : endpoints) {
            String name = cascade.tiers().get(made.size()).name();
            try {
                made.add(sender(tier));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "cascade '%s': tier '%s': %s".formatted(cascade.name(), name, e.getMessage()), e);
            }
        }
        return made;
    }

    private AsyncProcessor sender(TierEndpoints tier) {
        List<FailOvers.Asked> asked = tier.uris().stream().map(this::asked).toList();
        boolean alone = asked.size() == 1 && tier.plan().hedge() == null;
        return alone ? asked.get(0).processor() : FailOvers.of(getEndpoint().getCamelContext(), asked, tier.plan());
    }

    /** As {@code to} makes it, so that events, spans and metrics see the tiers' endpoints. */
    private FailOvers.Asked asked(String uri) {
        Endpoint asked = getEndpoint().getCamelContext().getEndpoint(uri);
        return new FailOvers.Asked(asked, new SendProcessor(asked));
    }
}
