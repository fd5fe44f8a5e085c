package io.cascadeflow.camel;

import io.cascadeflow.camel.draft.OwnSignals;
import io.cascadeflow.camel.observe.DecidedRun;
import io.cascadeflow.camel.observe.Stages;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.CascadeState;
import io.cascadeflow.cascade.Objective;
import io.cascadeflow.cascade.Pace;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.policy.Rung;
import io.cascadeflow.policy.Weights;
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
    private final List<Rung> rungs;
    private final Expectations expectations;

    /**
     * @param listener told how each run ended; it must be quick
     * @throws IllegalArgumentException when the setup names a budget that there is not, or a signal of the user's own cannot
     *     be measured
     */
    public CascadeEngine(
            CamelContext context, CascadeSetup setup, CascadeRuntime runtime, Consumer<DecidedRun> listener) {
        runtime.budgets().check("cascade '%s'".formatted(setup.cascade().name()), setup.budgets());
        this.own = runtime.own().get();
        this.setup = setup;
        this.runtime = runtime;
        this.executor = context.getCamelContextExtension().getReactiveExecutor();
        this.listener = listener;
        this.paces = new Paces(setup.cascade(), runtime.clock());
        this.stages = new Stages(context, setup.cascade());
        this.expectations = new Expectations(setup, runtime.figures(), runtime.clock());
        this.rungs = Rungs.of(setup, runtime.policies());
        runtime.observer().runs(setup.cascade());
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

    /** What the operator's rules say to an exchange. */
    Ruling rulingOn(Exchange exchange) {
        return runtime.policies().on(exchange, setup.cascade().name(), expectations::mostUsd);
    }

    /** The cascade as it is to be run now, under the operator's rules. */
    Governed governed(Ruling ruling, @Nullable String forceTier) {
        return Governed.of(ruling, runtime.learning().now(setup), rungs, forceTier);
    }

    /** How long the tiers take. */
    Paces paces() {
        return paces;
    }

    /** @throws IllegalArgumentException when the request forces a tier that there is not */
    Step.Ask firstStep(Governed now, CascadeRequest request, Instant started, Ruling ruling) {
        Pace pace = paces.now();
        return CascadeState.start(
                now.cascade(),
                request.forceTier(),
                request.deadline(),
                Chances.of(now.cascade(), setup.tiers(), request),
                pace,
                started,
                now.leftOut(),
                objective(now.cascade(), request, pace, ruling));
    }

    /** What counts for this question; absent when nothing is said, or only one tier can be asked anyway. */
    private @Nullable Objective objective(Cascade now, CascadeRequest request, Pace pace, Ruling ruling) {
        Weights weights = ruling.weights().orElse(setup.objective());
        return weights == null || request.forceTier() != null || now.tiers().size() == 1
                ? null
                : expectations.objective(weights, now, request, pace);
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
