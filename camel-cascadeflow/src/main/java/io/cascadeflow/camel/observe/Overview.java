package io.cascadeflow.camel.observe;

import io.cascadeflow.audit.trail.AuditLog;
import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetKey;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.LedgerHealth;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.audit.CascadeFlowAudit;
import io.cascadeflow.camel.audit.CascadeFlowLearning;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * What there is to see of a component at a glance. Amounts are in US dollars, as texts without an exponent.
 *
 * @param cascades that are ready to be run
 * @param models that were asked, {@code provider:model}, and whether they answer
 * @param budgets of the configuration
 * @param ledger absent when it cannot be read
 * @param learning from own traffic
 * @param audit by sink
 */
public record Overview(
        List<CascadeSummary> cascades,
        Map<String, Boolean> models,
        List<BudgetSummary> budgets,
        @Nullable LedgerHealth ledger,
        LearningSummary learning,
        Map<String, SinkSummary> audit) {

    /**
     * How a budget stands.
     *
     * @param name its name
     * @param limitUsd of each account
     * @param usedUsd settled and held; absent of one with an account for each tenant or the like, and when the ledger cannot be read
     * @param windowEnd when the window ends; absent without one, and where {@code usedUsd} is
     * @param enabled whether it is applied
     */
    public record BudgetSummary(
            String name,
            String limitUsd,
            @Nullable String usedUsd,
            @Nullable Instant windowEnd,
            boolean enabled) {}

    /**
     * What was learned since the start.
     *
     * @param compared accepted drafts that were compared with the next tier's answer
     * @param disagreed those that were not as good
     * @param costUsd what that cost
     * @param fallbacks what was changed by drift, by cascade and tier
     */
    public record LearningSummary(long compared, long disagreed, String costUsd, Map<String, String> fallbacks) {}

    /**
     * How a sink of the audit trail is doing.
     *
     * @param trouble in words; absent while it works
     */
    public record SinkSummary(
            long written,
            long waiting,
            long dropped,
            long failures,
            @Nullable String trouble) {}

    /** Reads the ledger, so it may wait for its database. */
    public static Overview of(CascadeFlowComponent component, Instant now) {
        CascadeFlowBudgets budgets = CascadeFlowBudgets.in(component.getCamelContext());
        return of(component, now, budget -> standing(budgets, budget));
    }

    /**
     * The same, for whoever has read how budgets stand already.
     *
     * @param standings null where that is not known
     */
    public static Overview of(
            CascadeFlowComponent component, Instant now, Function<Budget, @Nullable Standing> standings) {
        CamelContext camel = component.getCamelContext();
        CascadeFlowBudgets budgets = CascadeFlowBudgets.in(camel);
        return new Overview(
                CascadeFlowCascades.in(camel).summaries(),
                new TreeMap<>(component.standings()),
                budgets.all().stream()
                        .map(budget -> summary(budget, standings.apply(budget)))
                        .toList(),
                health(budgets),
                learning(CascadeFlowLearning.in(camel)),
                audit(CascadeFlowAudit.in(camel), now));
    }

    private static BudgetSummary summary(Budget budget, @Nullable Standing standing) {
        return new BudgetSummary(
                budget.name(),
                budget.limit().toString(),
                standing == null ? null : standing.balance().used().usd().toString(),
                standing == null ? null : standing.claim().windowEnd(),
                budget.enabled());
    }

    private static @Nullable Standing standing(CascadeFlowBudgets budgets, Budget budget) {
        if (!budget.key().equals(BudgetKey.NONE)) {
            return null;
        }
        try {
            return budgets.standing(budget.name(), Map.of());
        } catch (LedgerException cannotBeRead) {
            return null;
        }
    }

    private static @Nullable LedgerHealth health(CascadeFlowBudgets budgets) {
        try {
            return budgets.ledger().health();
        } catch (LedgerException cannotBeRead) {
            return null;
        }
    }

    private static LearningSummary learning(CascadeFlowLearning learning) {
        return new LearningSummary(
                learning.getAuditsCompared(),
                learning.getAuditsDisagreed(),
                learning.getAuditCost().toPlainString(),
                learning.getFallbacks());
    }

    private static Map<String, SinkSummary> audit(CascadeFlowAudit audit, Instant now) {
        Map<String, SinkSummary> sinks = new TreeMap<>();
        for (AuditLog log : audit.trail().logs()) {
            sinks.put(
                    log.name(),
                    new SinkSummary(
                            log.figures().written(),
                            log.waiting(),
                            log.figures().dropped(),
                            log.figures().failures(),
                            log.figures().trouble(now).orElse(null)));
        }
        return sinks;
    }
}
