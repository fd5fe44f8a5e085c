package io.cascadeflow.camel.budget;

import io.cascadeflow.agent.run.RunPath;
import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.budget.Budgets;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.report.SpendRole;
import io.cascadeflow.camel.policy.Estimate;
import io.cascadeflow.camel.policy.ModelFigures;
import io.cascadeflow.camel.policy.Policies;
import io.cascadeflow.camel.run.RunLedger;
import io.cascadeflow.camel.run.RunPayer;
import io.cascadeflow.camel.run.Runs;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.policy.Denial;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.pricing.EnergyCatalog;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.Meter;
import io.cascadeflow.provider.Payer;
import io.cascadeflow.provider.Redacted;
import io.cascadeflow.provider.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Tells which budgets the calls of an exchange must fit: those for everything, those that its cascades and endpoints name, and
 * the amounts that they were given. Safe to share between threads.
 */
public final class Payers {

    private static final String RULES = "the policy";
    private static final String RULES_OF_RUNS = "the policy for a run";

    private final Meter meter;
    private final Budgets budgets;
    private final List<String> forEverything;
    private final CallFacts facts;
    private final Policies policies;
    private final Runs runs;
    private final ModelFigures figures;

    /**
     * @param meter pays
     * @param onlyWhereNamed the budgets that hold only where a route or a cascade names them; all others hold everywhere
     * @param policies what the operator allows
     * @param runs what calls belong to
     * @param energy what models take
     * @throws IllegalArgumentException when a budget's key is an expression that cannot be read
     */
    public Payers(
            CamelContext context,
            Meter meter,
            Budgets budgets,
            Set<String> onlyWhereNamed,
            Policies policies,
            Runs runs,
            EnergyCatalog energy) {
        this.meter = meter;
        this.figures = new ModelFigures(meter.pricing(), energy);
        this.policies = policies;
        this.runs = runs;
        this.budgets = budgets;
        this.forEverything = budgets.all().stream()
                .map(Budget::name)
                .filter(name -> !onlyWhereNamed.contains(name))
                .toList();
        this.facts = new CallFacts(context, budgets.all());
    }

    public Meter meter() {
        return meter;
    }

    public Budgets budgets() {
        return budgets;
    }

    /** What the operator allows. */
    public Policies policies() {
        return policies;
    }

    /** What is known of models. */
    public ModelFigures figures() {
        return figures;
    }

    /** Whether a budget holds for every call. */
    boolean isForEverything(String budget) {
        return forEverything.contains(budget);
    }

    /** @throws IllegalArgumentException when a reference is neither an amount nor a budget that there is */
    public void check(String place, List<String> references) {
        for (String reference : references) {
            if (!BudgetReferences.isAmount(reference) && !budgets.names().contains(reference)) {
                throw new IllegalArgumentException(
                        "%s: there is no budget '%s' in the configuration, which has %s; add it under budgets, or give an amount such as 0.05"
                                .formatted(place, reference, budgets.names()));
            }
        }
    }

    /**
     * What the calls of a cascade's decision are made under: what is on the exchange already, what the cascade names, and what the
     * operator's rules say to it. Those pay that the exchange began with.
     *
     * @param references names and amounts
     * @param estimate tells what asking may cost
     */
    Spending enterCascade(
            Exchange exchange,
            String cascade,
            String decision,
            List<String> references,
            Function<ModelFigures, Estimate> estimate) {
        Payers payers = around(exchange);
        Ruling ruling = payers.policies.on(exchange, cascade, estimate.apply(payers.figures));
        return enter(exchange, cascade, decision, references, ruling, payers);
    }

    /**
     * What calls are made under that a client makes, before anybody has looked at the operator's rules.
     *
     * @param owner the client
     * @param references names and amounts
     */
    public static Spending enter(Exchange exchange, String owner, String decision, List<String> references) {
        return enter(exchange, owner, decision, references, null, null);
    }

    /** From now on all calls of an exchange are paid by these, unless it has begun before. */
    public void begin(Exchange exchange) {
        Spending around = Spending.of(exchange);
        if (around == null || around.payers() == null) {
            Spending.set(exchange, Spending.began(around, this));
        }
    }

    /** Those that an exchange began with, whatever was configured since: all its calls are under the same. */
    public Payers around(Exchange exchange) {
        Spending around = Spending.of(exchange);
        return around == null || around.payers() == null ? this : around.payers();
    }

    private static Spending enter(
            Exchange exchange,
            String owner,
            String decision,
            List<String> references,
            @Nullable Ruling ruling,
            @Nullable Payers payers) {
        // what is spent in a run within another one is spent in both
        List<String> pieces = Runs.path(exchange).map(RunPath::ids).orElse(List.of(decision));
        List<Allowance> allowances = new ArrayList<>();
        references.stream()
                .filter(BudgetReferences::isAmount)
                .forEach(usd -> pieces.forEach(piece -> allowances.add(Allowance.of(owner, usd, piece))));
        if (ruling != null) {
            ruling.maxCost().ifPresent(most -> allowances.add(Allowance.of(RULES, most.toString(), decision)));
            ruling.maxRunCost()
                    .ifPresent(most -> pieces.forEach(
                            piece -> allowances.add(Allowance.of(RULES_OF_RUNS, most.toString(), piece))));
        }
        List<String> names = references.stream()
                .filter(reference -> !BudgetReferences.isAmount(reference))
                .toList();
        Spending entered =
                Spending.within(Spending.of(exchange), decision, payers).with(names, allowances);
        return ruling == null ? entered : entered.under(ruling);
    }

    /**
     * Who pays for a call of this exchange.
     *
     * @param endpoint the endpoint that makes it
     * @param references the budgets that the endpoint names
     */
    public ExchangePayer payer(Exchange exchange, String endpoint, ModelId model, List<String> references) {
        return around(exchange).of(exchange, endpoint, model, references);
    }

    private ExchangePayer of(Exchange exchange, String endpoint, ModelId model, List<String> references) {
        Spending around = Spending.of(exchange);
        Spending spending = around == null || around.ruling() == null || !references.isEmpty()
                ? under(exchange, endpoint, around, references)
                : around;
        Map<String, String> onRecord = CallFacts.onRecord(exchange, spending);
        RunPayer run = runs.payer(exchange, onRecord.get("cascade"));
        List<String> within = Runs.path(exchange).map(RunPath::ids).orElse(List.of(""));
        return new ExchangePayer(spending, onRecord, facts.all(exchange, onRecord, model), within, run);
    }

    /** What calls belong to. */
    public Runs runs() {
        return runs;
    }

    private static Map<String, String> withRole(Map<String, String> facts, String role) {
        Map<String, String> changed = new LinkedHashMap<>(facts);
        changed.put("role", role);
        return changed;
    }

    private Spending under(Exchange exchange, String endpoint, @Nullable Spending around, List<String> references) {
        String decision = around == null ? UUID.randomUUID().toString() : around.decision();
        // a cascade around it has looked at the rules already
        boolean looked = around != null && around.ruling() != null;
        Ruling ruling = looked ? Ruling.NONE : policies.on(exchange, null, Estimate.UNKNOWN);
        Spending entered = enter(exchange, endpoint, decision, references, ruling, this);
        return around == null
                ? entered
                : new Spending(
                        decision,
                        around.attempts(),
                        around.onLedger(),
                        around.purpose(),
                        entered.budgets(),
                        entered.allowances(),
                        entered.ruling(),
                        this);
    }

    /** Pays for the calls of one exchange, all for one decision. */
    public final class ExchangePayer implements Payer {

        private final Spending spending;
        private final Map<String, String> onRecord;
        private final Map<String, String> all;
        private final List<String> within;
        private final @Nullable RunPayer run;

        /**
         * @param onRecord what the ledger is told
         * @param all what budgets are counted by
         * @param within the ids of the run and those around it; one that is empty where there is none
         * @param run where it is counted; absent where nothing is
         */
        private ExchangePayer(
                Spending spending,
                Map<String, String> onRecord,
                Map<String, String> all,
                List<String> within,
                @Nullable RunPayer run) {
            this.spending = spending;
            this.onRecord = onRecord;
            this.all = all;
            this.within = within;
            this.run = run;
        }

        /** The same for calls with another purpose: a text of {@link SpendRole}. */
        public ExchangePayer as(String role) {
            return new ExchangePayer(spending.as(role), withRole(onRecord, role), withRole(all, role), within, run);
        }

        public Meter meter() {
            return meter;
        }

        /** What the operator's rules come to. */
        public Ruling ruling() {
            return Objects.requireNonNullElse(spending.ruling(), Ruling.NONE);
        }

        /** What calls are made under that others make for the same decision. */
        public Spending spending() {
            return spending;
        }

        @Override
        public void permit(ModelId model) {
            Denial denial = ruling().denies(policies.candidate(model)).orElse(null);
            if (denial != null) {
                throw PolicyDeniedException.of(denial);
            }
        }

        @Override
        public Turn begin(CallRef call, Usd atMost, TokenUsage most) {
            return run == null ? Turn.NONE : run.begin(call, atMost, most);
        }

        @Override
        public RuntimeException refused(BudgetExceededException refusal) {
            return run == null ? refusal : RunLedger.refused(refusal);
        }

        @Override
        public void foreign(CallRef call, Usd amount) {
            if (run != null) {
                run.foreign(call, amount);
            }
        }

        @Override
        public Redacted redacted(ChatRequest request) {
            return policies.guards().redacted(request, ruling());
        }

        @Override
        public EmbeddingRequest redacted(EmbeddingRequest request) {
            return policies.guards().redacted(request, ruling());
        }

        @Override
        public CallRef next(ModelId model) {
            return new CallRef(spending.decision(), spending.attempts().incrementAndGet(), model, onRecord);
        }

        @Override
        public List<Claim> claims(Instant at) {
            List<String> names = new ArrayList<>(forEverything);
            names.addAll(spending.budgets());
            Map<Account, Claim> claims = new LinkedHashMap<>();
            for (String id : within) {
                for (Claim claim : budgets.claims(names, all, id, at)) {
                    claims.put(claim.account(), claim);
                }
            }
            if (run != null) {
                RunLedger.claims(run.run(), at).forEach(claim -> claims.put(claim.account(), claim));
            }
            for (Allowance allowance : spending.allowances()) {
                Claim claim = allowance.claim(all, at);
                claims.merge(claim.account(), claim, ExchangePayer::stricter);
            }
            return List.copyOf(claims.values());
        }

        /** A cascade within itself: the smaller amount holds. */
        private static Claim stricter(Claim one, Claim other) {
            return one.budget().limit().compareTo(other.budget().limit()) <= 0 ? one : other;
        }
    }
}
