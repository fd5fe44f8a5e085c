package io.cascadeflow.budget;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The budgets of a configuration, by name. They can be changed while calls are made; safe to share between threads. */
public final class Budgets {

    private volatile Map<String, Budget> byName;

    private Budgets(Map<String, Budget> byName) {
        this.byName = byName;
    }

    public static Budgets of(Collection<Budget> budgets) {
        Map<String, Budget> byName = new LinkedHashMap<>();
        for (Budget budget : budgets) {
            if (byName.put(budget.name(), budget) != null) {
                throw new IllegalArgumentException(
                        "two budgets are named '%s': rename one, or keep one".formatted(budget.name()));
            }
        }
        return new Budgets(byName);
    }

    /** The budget as it stands now. */
    public Budget get(String name) {
        return get(byName, name);
    }

    /** Their names, in the order written. */
    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    public List<Budget> all() {
        return List.copyOf(byName.values());
    }

    /** Changes a budget from the next call on: its limit, whether it is enabled, what becomes of a call when spent. */
    public synchronized Budget change(String name, UnaryOperator<Budget> change) {
        byName = changed(byName, name, change);
        return get(name);
    }

    /**
     * The accounts that a call at this instant goes to.
     *
     * @param names the budgets that apply to the call
     * @param facts what is known about the call, by name
     * @param run the run that the call belongs to, empty when it belongs to none
     * @throws BudgetKeyMissingException when the call does not say to whose account it goes
     */
    public List<Claim> claims(Collection<String> names, Map<String, String> facts, String run, Instant at) {
        Map<String, Budget> current = byName;
        return names.stream()
                .distinct()
                .map(name -> get(current, name).claim(facts, run, at))
                .toList();
    }

    private static Map<String, Budget> changed(Map<String, Budget> current, String name, UnaryOperator<Budget> change) {
        Budget budget = change.apply(get(current, name));
        if (!budget.name().equals(name)) {
            throw new IllegalArgumentException(
                    "budget '%s' cannot become '%s': names stay".formatted(name, budget.name()));
        }
        Map<String, Budget> copy = new LinkedHashMap<>(current);
        copy.put(name, budget);
        return copy;
    }

    private static Budget get(Map<String, Budget> budgets, String name) {
        Budget budget = budgets.get(name);
        if (budget == null) {
            throw new IllegalArgumentException(
                    "there is no budget '%s': define it, or choose among %s".formatted(name, budgets.keySet()));
        }
        return budget;
    }
}
