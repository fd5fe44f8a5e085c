package io.cascadeflow.camel.observe;

import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetKey;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.pricing.Usd;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Shows the budgets of the configuration, each as one number: who a tenant is never becomes a label. The ledger is asked for those
 * with one account; of the others the last call knows. Safe to share between threads.
 */
final class BudgetMeters {

    private final Clock clock;
    private final CascadeFlowBudgets budgets;
    private final Meters meters;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();
    private final Map<String, Standing> fullest = new ConcurrentHashMap<>();
    private final Family<Counter> refused;

    BudgetMeters(Meters meters, CascadeFlowBudgets budgets, Clock clock) {
        this.clock = clock;
        this.budgets = budgets;
        this.refused = meters.counters(Metric.BUDGET_REFUSED);
        this.meters = meters;
        budgets.getNames().forEach(this::show);
    }

    /** Also those that are configured later. */
    private void show(String name) {
        if (shown.add(name)) {
            Tags tags = Tags.of("budget", name);
            meters.gauge(Metric.BUDGET_USED, tags, () -> isThere(name) ? used(name) : 0);
            meters.gauge(Metric.BUDGET_LIMIT, tags, () -> isThere(name) ? limit(name) : 0);
        }
    }

    private boolean isThere(String name) {
        return budgets.getNames().contains(name);
    }

    void paid(Standing standing) {
        String name = standing.claim().budget().name();
        if (isThere(name)) {
            show(name);
            fullest.merge(name, standing, this::fuller);
        }
    }

    void refused(Standing standing) {
        // an amount that a route gives is a budget of one call, named by its place
        String name = standing.claim().budget().name();
        refused.of(isThere(name) ? name : "of a call").increment();
        paid(standing);
    }

    private Standing fuller(Standing known, Standing now) {
        boolean same = known.claim().account().equals(now.claim().account());
        return same || isOver(known.claim()) || used(now).compareTo(used(known)) >= 0 ? now : known;
    }

    private boolean isOver(Claim claim) {
        Instant end = claim.windowEnd();
        return end != null && !clock.instant().isBefore(end);
    }

    private static Usd used(Standing standing) {
        return standing.balance().used().usd();
    }

    private double used(String name) {
        return isOneAccount(name) ? onLedger(name) : asLastSeen(name);
    }

    private boolean isOneAccount(String name) {
        return budgets.all().stream()
                .anyMatch(budget -> budget.name().equals(name) && budget.key().equals(BudgetKey.NONE));
    }

    private double onLedger(String name) {
        try {
            return usd(budgets.standing(name, Map.of()));
        } catch (LedgerException cannotBeRead) {
            return asLastSeen(name);
        }
    }

    private double asLastSeen(String name) {
        @Nullable Standing standing = fullest.get(name);
        return standing == null || isOver(standing.claim()) ? 0 : usd(standing);
    }

    private static double usd(Standing standing) {
        return used(standing).toBigDecimal().doubleValue();
    }

    private double limit(String name) {
        return budgets.all().stream()
                .filter(budget -> budget.name().equals(name))
                .map(Budget::limit)
                .findFirst()
                .map(limit -> limit.toBigDecimal().doubleValue())
                .orElse(Double.NaN);
    }
}
