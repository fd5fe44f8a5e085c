package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.Balance;
import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetKeyMissingException;
import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.Budgets;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.pricing.Usd;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.StaticService;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The budgets of a Camel context, for operators: to look at, to change while calls are made, and to ask which of them apply to
 * a call. Also in JMX. Safe to share between threads; what reads the ledger waits for its database.
 *
 * <p>Changes last until the context stops or its configuration is read again; what shall last longer belongs into that.
 */
@ManagedResource(description = "CascadeFlow budgets")
public final class CascadeFlowBudgets extends ServiceSupport implements StaticService {

    /** The model of the calls that a node makes up to try its budgets: they are on the ledger, and nobody pays for them. */
    public static final String SELF_TEST = "self-test:self-test";

    private final Supplier<Payers> payers;
    private final BudgetLedger ledger;
    private final Clock clock;

    CascadeFlowBudgets(Supplier<Payers> payers, BudgetLedger ledger, Clock clock) {
        this.payers = payers;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Those of a Camel context.
     *
     * @throws IllegalStateException when its cascadeflow component is not started
     */
    public static CascadeFlowBudgets in(CamelContext context) {
        CascadeFlowBudgets budgets = context.hasService(CascadeFlowBudgets.class);
        if (budgets == null) {
            throw new IllegalStateException("the cascadeflow component is not started: start the Camel context first");
        }
        return budgets;
    }

    /** The ledger that they are on. */
    public BudgetLedger ledger() {
        return ledger;
    }

    public List<Budget> all() {
        return budgets().all();
    }

    /**
     * How a budget stands now.
     *
     * @param facts what says whose account it is, such as {@code tenant}; for a window of a run {@code run}
     * @throws BudgetKeyMissingException when the facts do not say
     * @throws io.cascadeflow.budget.LedgerException when the ledger cannot be read
     */
    public Standing standing(String name, Map<String, String> facts) {
        Claim claim = budgets().get(name).claim(facts, facts.getOrDefault("run", ""), clock.instant());
        return new Standing(claim, ledger.balance(claim));
    }

    /**
     * Which budgets apply to a call, and why.
     *
     * @param references what the cascades and endpoints on its way name: budgets, or amounts
     * @param facts what is known about the call
     */
    public List<Explanation> explain(List<String> references, Map<String, String> facts) {
        List<Explanation> all = new ArrayList<>();
        for (Budget budget : budgets().all()) {
            all.add(explain(budget, references, facts));
        }
        references.stream().filter(BudgetReferences::isAmount).forEach(usd -> {
            Allowance allowance = Allowance.of("this call", usd, facts.getOrDefault("run", "this call"));
            Standing standing = new Standing(allowance.claim(facts, clock.instant()), Balance.ZERO);
            all.add(new Explanation(allowance.budget(), true, "an amount that the route gives", standing));
        });
        return all;
    }

    private Explanation explain(Budget budget, List<String> references, Map<String, String> facts) {
        boolean everywhere = payers.get().isForEverything(budget.name());
        if (!everywhere && !references.contains(budget.name())) {
            return new Explanation(
                    budget, false, "it is for calls whose cascade or endpoint names it (appliesTo: named)", null);
        }
        String why = (everywhere ? "it is for everything" : "the route names it") + effect(budget);
        try {
            return new Explanation(budget, true, why, standing(budget.name(), facts));
        } catch (BudgetKeyMissingException e) {
            return new Explanation(budget, true, why + ", and refuses the call: " + e.getMessage(), null);
        }
    }

    private static String effect(Budget budget) {
        if (budget.isEnforced()) {
            return "";
        }
        return budget.enabled() ? ", and only observes" : ", and is paused: it records and refuses nothing";
    }

    private Budgets budgets() {
        return payers.get().budgets();
    }

    @ManagedAttribute(description = "The names of the budgets")
    public List<String> getNames() {
        return List.copyOf(budgets().names());
    }

    @ManagedAttribute(description = "How the ledger is doing: holds, leases, settlements that wait")
    public String getLedgerHealth() {
        return ledger.health().toString();
    }

    @ManagedOperation(description = "How a budget stands; facts such as tenant=acme,run=7 say whose account")
    public String read(String name, String facts) {
        return explain(budgets().get(name), List.of(name), parse(facts)).text();
    }

    @ManagedOperation(description = "Changes a budget's limit in US dollars from the next call on")
    public void setLimit(String name, String usd) {
        Usd limit = Usd.of(usd);
        budgets().change(name, budget -> budget.withLimit(limit));
    }

    @ManagedOperation(description = "Stops applying a budget's limits; its spending is still recorded")
    public void pause(String name) {
        budgets().change(name, budget -> budget.enabled(false));
    }

    @ManagedOperation(description = "Applies a paused budget's limits again")
    public void resume(String name) {
        budgets().change(name, budget -> budget.enabled(true));
    }

    @ManagedOperation(
            description = "Which budgets apply to a call and why; budgets as a route names them, such as support,0.05;"
                    + " facts such as tenant=acme,user=ann")
    public String explain(String references, String facts) {
        List<String> named = references.isBlank() ? List.of() : BudgetReferences.parse("explain", references);
        StringBuilder text = new StringBuilder();
        for (Explanation explanation : explain(named, parse(facts))) {
            text.append(explanation.text()).append('\n');
        }
        return text.toString();
    }

    private static Map<String, String> parse(String facts) {
        Map<String, String> parsed = new LinkedHashMap<>();
        for (String fact : facts.split(",")) {
            int equals = fact.indexOf('=');
            if (equals > 0) {
                parsed.put(
                        fact.substring(0, equals).strip(),
                        fact.substring(equals + 1).strip());
            } else if (!fact.isBlank()) {
                throw new IllegalArgumentException(
                        "'%s' is no fact: write name=value, as in tenant=acme".formatted(fact));
            }
        }
        return parsed;
    }
}
