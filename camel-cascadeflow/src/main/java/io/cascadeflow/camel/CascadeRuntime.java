package io.cascadeflow.camel;

import io.cascadeflow.audit.trail.AuditTrail;
import io.cascadeflow.camel.audit.Learning;
import io.cascadeflow.camel.budget.CascadeBudgets;
import io.cascadeflow.camel.cache.Caches;
import io.cascadeflow.camel.draft.OwnSignals;
import io.cascadeflow.camel.observe.Observer;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.model.TimeOrderedId;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * What all cascades of a Camel context share. Bind another one in the registry to replace it.
 *
 * @param clock the time
 * @param byDefault judges the answers of tiers that have no gate of their own and measured nothing
 * @param gates finds the gate that a {@code gate} option names, or throws {@link IllegalArgumentException}
 * @param decisionIds a new unique id at each call
 * @param budgets what cascades need of budgets, and what the operator allows
 * @param own finds the user's own signals, when a cascade is made: they are measured of answers that no endpoint of ours gave
 * @param learning told how runs end, and what is learned from that
 * @param observer counts decisions
 * @param trail puts decisions on record
 * @param caches keep answers
 */
public record CascadeRuntime(
        Clock clock,
        Gate byDefault,
        Function<String, Gate> gates,
        Supplier<String> decisionIds,
        CascadeBudgets budgets,
        Supplier<OwnSignals> own,
        Learning learning,
        Observer observer,
        AuditTrail trail,
        Caches caches) {

    /** Without signals of the user's own and rules; learns and counts nothing, and puts nothing on record. */
    public CascadeRuntime(
            Clock clock,
            Gate byDefault,
            Function<String, Gate> gates,
            Supplier<String> decisionIds,
            CascadeBudgets budgets) {
        this(
                clock,
                byDefault,
                gates,
                decisionIds,
                budgets,
                () -> OwnSignals.NONE,
                Learning.NONE,
                Observer.NONE,
                AuditTrail.NONE,
                Caches.NONE);
    }

    /** The one in the registry, else that of the cascadeflow component. */
    public static CascadeRuntime in(CamelContext context) {
        CascadeRuntime bound = context.getRegistry().findSingleByType(CascadeRuntime.class);
        return bound != null
                ? bound
                : context.getComponent("cascadeflow", CascadeFlowComponent.class)
                        .cascadeRuntime();
    }

    static CascadeRuntime of(
            Clock clock,
            Gates gates,
            @Nullable String gate,
            CascadeBudgets budgets,
            Supplier<OwnSignals> own,
            Learning learning,
            Observer observer,
            AuditTrail trail,
            Caches caches) {
        return new CascadeRuntime(
                clock,
                gates.find(gate),
                gates::find,
                () -> TimeOrderedId.at(clock.instant()),
                budgets,
                own,
                learning,
                observer,
                trail,
                caches);
    }
}
