package io.cascadeflow.camel.budget;

import io.cascadeflow.agent.run.Capacity;
import io.cascadeflow.agent.run.EnergyFigures;
import io.cascadeflow.agent.run.RunBook;
import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetKeyMissingException;
import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.Budgets;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.camel.config.AuditConfiguration;
import io.cascadeflow.camel.config.BudgetConfiguration;
import io.cascadeflow.camel.config.BudgetConfiguration.AppliesTo;
import io.cascadeflow.camel.config.Configuration;
import io.cascadeflow.camel.policy.BudgetShares;
import io.cascadeflow.camel.policy.Estimate;
import io.cascadeflow.camel.policy.ModelFigures;
import io.cascadeflow.camel.policy.Policies;
import io.cascadeflow.camel.run.CascadeFlowRuns;
import io.cascadeflow.camel.run.Runs;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.EnergyCatalog;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.CallGuard;
import io.cascadeflow.provider.Meter;
import io.cascadeflow.provider.MeterListener;
import io.cascadeflow.provider.Pause;
import io.cascadeflow.provider.Settlements;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Service;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the ledger, makes the meter, proves that every budget moves, and closes in order. */
public final class Accounting extends ServiceSupport implements CascadeBudgets {

    private static final Logger LOG = LoggerFactory.getLogger(Accounting.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(15);

    private final CamelContext context;
    private final LedgerAccess access;
    private final BudgetLedger ledger;
    private final Settlements settlements;
    private final ToDoubleFunction<Claim> shares;
    private final Housekeeping housekeeping;
    private final RunBook runBook;
    private final Meter meter;
    private final Needs needs = new Needs();
    private final AtomicInteger tests = new AtomicInteger();
    private final ThreadLocal<@Nullable Terms> preparing = new ThreadLocal<>();
    private volatile Terms terms;

    /**
     * @param guard ends calls in time
     * @param pause waits without a thread
     * @param observer told what the meter sees
     * @throws LedgerException when the ledger cannot be opened, and calls without one are not allowed
     */
    public Accounting(
            CamelContext context,
            Configuration configuration,
            CallGuard guard,
            Pause pause,
            Clock clock,
            MeterListener observer) {
        this.context = context;
        this.runBook = new RunBook(clock, Capacity.DEFAULT);
        String owner = context.getName() + "-" + UUID.randomUUID();
        this.access = LedgerAccess.of(context, configuration);
        this.ledger = access.open(owner, clock);
        this.shares = access.mayBlock() ? new RememberedShares(this::share, clock)::of : this::share;
        this.settlements = new Settlements(pause, PATIENCE);
        this.housekeeping = new Housekeeping(ledger, access.retention(), pause, access.threads());
        this.meter = new Meter(
                configuration.pricing(clock),
                ledger,
                new Meter.Rules(owner, access.failOpen()),
                settlements,
                guard,
                clock,
                new BudgetEvents(context, clock).and(observer));
        try {
            this.terms = read(configuration);
        } catch (RuntimeException e) {
            ledger.close();
            access.close();
            throw e;
        }
    }

    private Terms read(Configuration configuration) {
        Budgets budgets = Budgets.of(configuration.budgets().stream()
                .map(BudgetConfiguration::budget)
                .toList());
        Set<String> onlyWhereNamed = configuration.budgets().stream()
                .filter(configured -> configured.appliesTo() == AppliesTo.NAMED)
                .map(configured -> configured.budget().name())
                .collect(Collectors.toSet());
        Clock clock = meter.clock();
        BudgetShares shares = facts -> fullest(budgets, onlyWhereNamed, facts);
        Runs runs = new Runs(context, configuration, shares, energy(configuration.energy()), clock, runBook);
        Policies policies = Policies.of(context, configuration, shares, clock).and(runs::ruling);
        Meter pays = meter.withPricing(configuration.pricing(clock));
        return new Terms(
                configuration,
                new Payers(context, pays, budgets, onlyWhereNamed, policies, runs, configuration.energy()));
    }

    private static EnergyFigures energy(EnergyCatalog catalog) {
        return (model, usage) -> catalog.find(model)
                .map(energy -> energy.wattHours(usage.totalInput(), usage.output()))
                .map(EnergyFigures::millijoules)
                .orElse(null);
    }

    /** What calls are made under that begin now. */
    public Terms terms() {
        return terms;
    }

    /**
     * What calls would be made under with another configuration of the same ledger. Nothing changes by that.
     *
     * @throws IllegalArgumentException when it does not have what endpoints and cascades need, or an expression cannot be read
     * @throws LedgerException when one of its budgets does not move
     */
    public Terms prepare(Configuration configuration) {
        Terms prepared = read(configuration);
        needs.check(prepared.payers());
        test(configuration);
        return prepared;
    }

    /** What this thread makes endpoints and cascades for: what it prepares, else what holds now. */
    public Terms expected() {
        Terms prepared = preparing.get();
        return prepared != null ? prepared : terms;
    }

    /** Does something that makes endpoints and cascades for terms that do not hold yet. */
    public void preparing(Terms prepared, Runnable work) {
        preparing.set(prepared);
        try {
            work.run();
        } finally {
            preparing.remove();
        }
    }

    /** From now on calls begin under these. */
    public void adopt(Terms prepared) {
        terms = prepared;
    }

    /** How many requests to providers are under way. */
    public int callsUnderWay() {
        return settlements.underWay();
    }

    /** The ledger's database; empty where the ledger is in memory or a bean. */
    public Optional<LedgerDatabase> database() {
        return access.database();
    }

    /**
     * The connections of the audit trail's database, which are asked for when they are first needed.
     *
     * @throws IllegalArgumentException when it is to be the ledger's, and that is in memory or a bean
     */
    public Supplier<DataSource> auditDatabase(AuditConfiguration.Store store) {
        return access.auditDatabase(store);
    }

    /** Who pays for calls that begin now. */
    public Payers payers() {
        return terms.payers();
    }

    @Override
    public Optional<Runs> runs() {
        return Optional.of(payers().runs());
    }

    /** Of the budgets that hold for everything; those that the facts do not tell an account of are left out. */
    private OptionalDouble fullest(Budgets budgets, Set<String> onlyWhereNamed, Map<String, String> facts) {
        Instant now = meter.clock().instant();
        return budgets.all().stream()
                .filter(budget -> !onlyWhereNamed.contains(budget.name()))
                .flatMap(budget -> claim(budget, facts, now).stream())
                .mapToDouble(shares)
                .max();
    }

    private double share(Claim claim) {
        return new Standing(claim, ledger.balance(claim)).usedShare();
    }

    private static Optional<Claim> claim(Budget budget, Map<String, String> facts, Instant now) {
        try {
            return Optional.of(budget.claim(facts, facts.getOrDefault("run", ""), now));
        } catch (BudgetKeyMissingException unknown) {
            return Optional.empty();
        }
    }

    @Override
    public Need need(String place, List<String> references) {
        return need(new Need(place, references, null));
    }

    /**
     * What an endpoint of a model needs, which it keeps.
     *
     * @throws IllegalArgumentException when a reference is neither an amount nor a budget that there is
     * @throws io.cascadeflow.pricing.UnknownPriceException when the model has no price
     */
    public Need need(ModelId model, List<String> references) {
        return need(new Need("cascadeflow:" + model, references, model));
    }

    private Need need(Need need) {
        need.check(expected().payers());
        needs.add(need);
        return need;
    }

    @Override
    public Spending enter(
            Exchange exchange, String cascade, String decision, Need need, Function<ModelFigures, Estimate> estimate) {
        return payers().enterCascade(exchange, cascade, decision, need.budgets(), estimate);
    }

    @Override
    public Estimate estimate(Function<ModelFigures, Estimate> estimate) {
        return estimate.apply(payers().figures());
    }

    @Override
    public CompletionStage<List<Standing>> spent(Exchange exchange, String tier, Usd amount) {
        ModelId model = new ModelId("tier", tier);
        Spending.onLedger(exchange, amount);
        return meter.spent(model, amount, payers().payer(exchange, model.toString(), model, List.of()));
    }

    @Override
    protected void doStart() throws Exception {
        test(terms.configuration());
        housekeeping.start();
        CascadeFlowBudgets budgets = new CascadeFlowBudgets(this::payers, ledger, meter.clock());
        context.addService(budgets, true, true);
        context.addService(new CascadeFlowRuns(() -> payers().runs()), true, true);
    }

    private void test(Configuration configuration) {
        SelfTest selfTest = new SelfTest(meter, tests.getAndIncrement());
        configuration.budgets().forEach(configured -> test(selfTest, configured.budget()));
    }

    private void test(SelfTest selfTest, Budget budget) {
        try {
            selfTest.run(budget);
        } catch (LedgerException e) {
            if (!access.failOpen()) {
                throw e;
            }
            LOG.warn("{}", e.getMessage());
        }
    }

    /** After the calls in flight were ended, which still settle what they cost. */
    @Override
    protected void doStop() {
        removeFromContext(context.hasService(CascadeFlowRuns.class));
        removeFromContext(context.hasService(CascadeFlowBudgets.class));
        housekeeping.close();
        awaitSettlements();
        settlements.close();
        ledger.close();
        access.close();
    }

    /** The calls that were just ended have spent money: the ledger must not close before it knows. */
    private void awaitSettlements() {
        try {
            settlements.drained().get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("not all settlements arrived", e);
        }
        if (settlements.waiting() > 0) {
            LOG.error(
                    "what {} calls cost is not on the ledger, since its database did not take it until the end",
                    settlements.waiting());
        }
    }

    private void removeFromContext(@Nullable Service service) {
        try {
            if (service != null) {
                context.removeService(service);
            }
        } catch (Exception e) {
            LOG.debug("a service was not removed from the context", e);
        }
    }
}
