package io.cascadeflow.camel.dashboard.figures;

import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetKey;
import io.cascadeflow.budget.Window;
import io.cascadeflow.budget.jdbc.JdbcAccounts;
import io.cascadeflow.budget.jdbc.JdbcAccounts.Holder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who spends most, of budgets with an account for each tenant or the like: read anew while somebody looks at them. To put very many
 * accounts in order takes a database a while: the longer, the less often it is asked, so that it is a two-hundredth of its time at
 * most. {@link #read} is for one thread at a time; the rest is thread-safe.
 */
public final class Holders {

    private static final int MOST = 500;
    private static final int SELDOM = 200;
    private static final Duration LOOKS = Duration.ofSeconds(15);

    private final JdbcAccounts accounts;
    private final Clock clock;
    private final Map<String, Read> byBudget = new ConcurrentHashMap<>();
    private final Map<String, Instant> lookedAt = new ConcurrentHashMap<>();

    private record Read(String window, List<Holder> holders, Instant next) {}

    Holders(JdbcAccounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    void read(List<Budget> budgets) {
        List<String> names = budgets.stream().map(Budget::name).toList();
        byBudget.keySet().retainAll(names);
        lookedAt.keySet().retainAll(names);
        for (Budget budget : budgets) {
            if (budget.key().equals(BudgetKey.NONE) || budget.window() instanceof Window.Run) {
                continue;
            }
            Instant began = clock.instant();
            Instant looked = lookedAt.get(budget.name());
            if (looked == null || looked.plus(LOOKS).isBefore(began)) {
                continue;
            }
            String window = budget.window().spanAt(began, "").id();
            Read read = byBudget.get(budget.name());
            if (read == null || !read.window().equals(window) || !read.next().isAfter(began)) {
                List<Holder> holders = accounts.page(budget.name(), window, null, MOST);
                Duration took = Duration.between(began, clock.instant());
                byBudget.put(budget.name(), new Read(window, holders, began.plus(took.multipliedBy(SELDOM))));
            }
        }
    }

    /**
     * Those of a budget, the one with most first. Beyond the first five hundred a database is asked.
     *
     * @param after the last one of the page before; absent for the first page
     * @param most how many at most
     */
    public List<Holder> page(Budget budget, String window, @Nullable Holder after, int most) {
        Instant now = clock.instant();
        Instant before = lookedAt.put(budget.name(), now);
        boolean isNew = before != null && !before.plus(LOOKS).isBefore(now);
        Read read = byBudget.get(budget.name());
        if (isNew && read != null && read.window().equals(window)) {
            List<Holder> rest = read.holders().stream()
                    .filter(holder -> after == null || isAfter(holder, Objects.requireNonNull(after)))
                    .limit(most)
                    .toList();
            if (rest.size() == most || read.holders().size() < MOST) {
                return rest;
            }
        }
        return accounts.page(budget.name(), window, after, most);
    }

    private static boolean isAfter(Holder holder, Holder other) {
        return holder.settledNanos() < other.settledNanos()
                || (holder.settledNanos() == other.settledNanos()
                        && holder.value().compareTo(other.value()) > 0);
    }
}
