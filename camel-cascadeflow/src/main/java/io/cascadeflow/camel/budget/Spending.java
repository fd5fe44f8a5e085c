package io.cascadeflow.camel.budget;

import io.cascadeflow.camel.policy.ModelFigures;
import io.cascadeflow.camel.policy.Policies;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.pricing.Usd;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of an exchange are made for, and which budgets its route has put on them. Kept on the exchange, so that the
 * copies that split, multicast, wire tap and seda make have it too. Immutable but for two counts, which copies share.
 *
 * @param decision the id of the decision that the calls are made for
 * @param attempts how many calls were made for it
 * @param onLedger nano-dollars that are on the ledger for it and for decisions within it
 * @param purpose what for
 * @param budgets the names of budgets, from the outermost cascade on
 * @param allowances amounts, likewise
 * @param ruling what the operator's rules allow; absent when nobody has looked at them yet
 * @param payers who pays, as it was configured when the outermost began; absent where nobody does
 */
public record Spending(
        String decision,
        AtomicInteger attempts,
        AtomicLong onLedger,
        Purpose purpose,
        List<String> budgets,
        List<Allowance> allowances,
        @Nullable Ruling ruling,
        @Nullable Payers payers) {

    private static final String PROPERTY = "CamelCascadeFlowSpending";

    /**
     * @param cascade the cascade's name; empty when a model is asked on its own
     * @param tier the tier's name; empty likewise
     * @param role {@code draft}, {@code answer}, ...
     */
    public record Purpose(String cascade, String tier, String role) {

        /** A model that is asked on its own. */
        public static final Purpose ANSWER = new Purpose("", "", "answer");
    }

    public Spending {
        budgets = List.copyOf(budgets);
        allowances = List.copyOf(allowances);
    }

    /** What is on the exchange; absent outside of cascades. */
    public static @Nullable Spending of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Spending.class);
    }

    /** Whether calls under it are for a tier of a cascade, and not for the route or a client. */
    public static boolean isWithinCascade(@Nullable Spending spending) {
        return spending != null && !spending.purpose().cascade().isEmpty();
    }

    /** Puts it on the exchange, or takes what is there away. */
    public static void set(Exchange exchange, @Nullable Spending spending) {
        if (spending == null) {
            exchange.removeProperty(PROPERTY);
        } else {
            exchange.setProperty(PROPERTY, spending);
        }
    }

    /** Notes that an amount is on the ledger for the decision that the exchange is under, if there is one. */
    public static void onLedger(Exchange exchange, Usd amount) {
        Spending spending = of(exchange);
        if (spending != null) {
            spending.onLedger.addAndGet(amount.nanos());
        }
    }

    /** The same for whoever pays; nobody has looked at the rules yet. */
    static Spending began(@Nullable Spending around, Payers payers) {
        return around == null
                ? within(null, "", payers)
                : new Spending(
                        around.decision,
                        around.attempts,
                        around.onLedger,
                        around.purpose,
                        around.budgets,
                        around.allowances,
                        around.ruling,
                        payers);
    }

    /** For another decision, under the budgets of the one around it as well. */
    static Spending within(@Nullable Spending outer, String decision, @Nullable Payers payers) {
        return new Spending(
                decision,
                new AtomicInteger(),
                outer == null ? new AtomicLong() : outer.onLedger,
                Purpose.ANSWER,
                outer == null ? List.of() : outer.budgets,
                outer == null ? List.of() : outer.allowances,
                outer == null ? null : outer.ruling,
                payers);
    }

    /** What the operator allows. */
    public Policies policies() {
        return payers == null ? Policies.NONE : payers.policies();
    }

    /** What is known of models. */
    public ModelFigures figures() {
        return payers == null ? ModelFigures.NONE : payers.figures();
    }

    /** Whether the rules that were looked at let this model be asked. */
    public boolean allows(ModelId model) {
        return ruling == null || ruling.denies(policies().candidate(model)).isEmpty();
    }

    public Spending withPurpose(Purpose changed) {
        return new Spending(decision, attempts, onLedger, changed, budgets, allowances, ruling, payers);
    }

    /** For calls with another role in the same tier. */
    Spending as(String role) {
        return withPurpose(new Purpose(purpose.cascade(), purpose.tier(), role));
    }

    /** For calls that are made after the decision: what they cost is not what the decision cost. */
    public Spending apart(Purpose changed) {
        return new Spending(decision, attempts, new AtomicLong(), changed, budgets, allowances, ruling, payers);
    }

    /** Under these rules as well. */
    Spending under(Ruling further) {
        Ruling both = ruling == null ? further : ruling.and(further);
        return new Spending(decision, attempts, onLedger, purpose, budgets, allowances, both, payers);
    }

    Spending with(List<String> furtherBudgets, List<Allowance> furtherAllowances) {
        List<String> allBudgets = new ArrayList<>(budgets);
        allBudgets.addAll(furtherBudgets);
        List<Allowance> allAllowances = new ArrayList<>(allowances);
        allAllowances.addAll(furtherAllowances);
        return new Spending(decision, attempts, onLedger, purpose, allBudgets, allAllowances, ruling, payers);
    }
}
