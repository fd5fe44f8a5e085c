package io.cascadeflow.camel;

import io.cascadeflow.camel.budget.Need;
import io.cascadeflow.camel.budget.Spending;
import io.cascadeflow.camel.draft.OwnSignals;
import io.cascadeflow.camel.observe.DecidedRun;
import io.cascadeflow.camel.observe.Stages;
import io.cascadeflow.camel.policy.CascadeFlowPolicies;
import io.cascadeflow.camel.policy.Estimate;
import io.cascadeflow.camel.policy.Policies;
import io.cascadeflow.camel.policy.Subjects;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.CascadeState;
import io.cascadeflow.cascade.Objective;
import io.cascadeflow.cascade.Pace;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.policy.Weights;
import io.cascadeflow.policy.explain.Subject;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ReactiveExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Runs a cascade over exchanges, for every door: it asks the tiers that the step machine says, and decides nothing itself.
 * Thread-safe; no thread waits while a tier is busy.
 */
public final class CascadeEngine {

    private final CascadeSetup setup;
    private final CascadeRuntime runtime;
    private final OwnSignals own;
    private final ReactiveExecutor executor;
    private final Consumer<DecidedRun> listener;
    private final Paces paces;
    private final Stages stages;
    private final Rungs rungs;
    private final Need need;
    private final Subjects subjects = new Subjects() {
        @Override
        public Subject of(Exchange exchange, Policies policies) {
            return Rungs.subject(runtime.learning().now(setup), rungs.under(policies), exchange);
        }

        @Override
        public Estimate estimate() {
            return runtime.budgets().estimate(expectations::estimate);
        }
    };
    private final @Nullable CascadeFlowPolicies explained;
    private final Expectations expectations;
    private final @Nullable CascadeCache cache;

    /**
     * @param listener told how each run ended; it must be quick
     * @throws IllegalArgumentException when the setup names a budget that there is not, or a signal of the user's own cannot
     *     be measured
     */
    public CascadeEngine(
            CamelContext context, CascadeSetup setup, CascadeRuntime runtime, Consumer<DecidedRun> listener) {
        this.need =
                runtime.budgets().need("cascade '%s'".formatted(setup.cascade().name()), setup.budgets());
        this.own = runtime.own().get();
        this.setup = setup;
        this.runtime = runtime;
        this.executor = context.getCamelContextExtension().getReactiveExecutor();
        this.listener = listener;
        this.paces = new Paces(setup.cascade(), runtime.clock());
        this.stages = new Stages(context, setup.cascade());
        this.expectations = new Expectations(setup, runtime.clock());
        this.rungs = new Rungs(setup);
        this.cache = CascadeCache.of(setup, runtime, context);
        runtime.observer().runs(setup.cascade());
        this.explained = context.hasService(CascadeFlowPolicies.class);
        if (explained != null) {
            explained.ready(setup.cascade().name(), subjects);
        }
    }

    /** Starts a run and returns false at once; {@code callback} is told when it is over. */
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CascadeRun run = new CascadeRun(this, exchange, callback);
        if (exchange.isTransacted()) {
            // a transaction is bound to its thread
            executor.scheduleQueue(run);
        } else {
            executor.scheduleMain(run);
        }
        return false;
    }

    /** Before the tiers stop: waits, for a while, for what still asks them after its reply was given. */
    public void settle() {
        if (explained != null) {
            explained.gone(setup.cascade().name(), subjects);
        }
        runtime.learning().settle();
    }

    CascadeSetup setup() {
        return setup;
    }

    OwnSignals own() {
        return own;
    }

    /** What tracers see of it. */
    Stages stages() {
        return stages;
    }

    /** What the calls of a run are made under. */
    Spending enter(Exchange exchange, String decision) {
        return runtime.budgets().enter(exchange, setup.cascade().name(), decision, need, expectations::estimate);
    }

    /** The cascade as it is to be run now, under the operator's rules. */
    Governed governed(Ruling ruling, Policies policies, @Nullable String forceTier) {
        Cascade now = runtime.learning().now(setup);
        return ruling.imposed().isEmpty()
                ? new Governed(now, List.of(), null)
                : Governed.of(ruling, now, rungs.under(policies), forceTier);
    }

    /** Where its answers are kept; absent when they are not. */
    @Nullable
    CascadeCache cache() {
        return cache;
    }

    /** How long the tiers take. */
    Paces paces() {
        return paces;
    }

    /** @throws IllegalArgumentException when the request forces a tier that there is not */
    Step.Ask firstStep(Governed now, CascadeRequest request, Instant started, Spending spending) {
        Pace pace = paces.now();
        return CascadeState.start(
                now.cascade(),
                request.forceTier(),
                request.deadline(),
                Chances.of(now.cascade(), setup.tiers(), request),
                pace,
                started,
                now.leftOut(),
                objective(now.cascade(), request, pace, spending));
    }

    /** What counts for this question; absent when nothing is said, or only one tier can be asked anyway. */
    private @Nullable Objective objective(Cascade now, CascadeRequest request, Pace pace, Spending spending) {
        Ruling ruling = spending.ruling();
        Weights weights = ruling == null ? setup.objective() : ruling.weights().orElse(setup.objective());
        return weights == null || request.forceTier() != null || now.tiers().size() == 1
                ? null
                : expectations.objective(weights, now, request, pace, spending.figures());
    }

    /** What is to be expected of the tiers. */
    Expectations expectations() {
        return expectations;
    }

    CascadeRuntime runtime() {
        return runtime;
    }

    ReactiveExecutor executor() {
        return executor;
    }

    void ended(DecidedRun run) {
        listener.accept(run);
        runtime.observer().decided(run);
    }
}
