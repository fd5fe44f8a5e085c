package io.cascadeflow.camel.budget;

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
import io.cascadeflow.camel.policy.Policies;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.Pricing;
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
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the ledger, makes the meter, proves that every budget moves, and closes in order. */
public final class Accounting extends ServiceSupport implements CascadeBudgets {

    private static final Logger LOG = LoggerFactory.getLogger(Accounting.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(15);

    private final CamelContext context;
    private final Configuration configuration;
    private final LedgerAccess access;
    private final BudgetLedger ledger;
    private final Settlements settlements;
    private final Housekeeping housekeeping;
    private final Policies policies;
    private final Payers payers;
    private final Meter meter;

    /**
     * @param pricing what models cost
     * @param guard ends calls in time
     * @param pause waits without a thread
     * @param observer told what the meter sees
     * @throws LedgerException when the ledger cannot be opened, and calls without one are not allowed
     */
    public Accounting(
            CamelContext context,
            Configuration configuration,
            Pricing pricing,
            CallGuard guard,
            Pause pause,
            Clock clock,
            MeterListener observer) {
        this.context = context;
        this.configuration = configuration;
        Budgets budgets = Budgets.of(configuration.budgets().stream()
                .map(BudgetConfiguration::budget)
                .toList());
        this.policies = Policies.of(context, configuration, this::fullest, clock);
        this.payers = new Payers(
                context,
                budgets,
                configuration.budgets().stream()
                        .filter(configured -> configured.appliesTo() == AppliesTo.NAMED)
                        .map(configured -> configured.budget().name())
                        .collect(Collectors.toSet()),
                policies);
        String owner = context.getName() + "-" + UUID.randomUUID();
        this.access = LedgerAccess.of(context, configuration);
        this.ledger = access.open(owner, clock);
        this.settlements = new Settlements(pause, PATIENCE);
        this.housekeeping = new Housekeeping(ledger, access.retention(), pause, access.threads());
        this.meter = new Meter(
                pricing,
                ledger,
                new Meter.Rules(owner, access.failOpen()),
                settlements,
                guard,
                clock,
                new BudgetEvents(context, clock).and(observer));
    }

    /** The one place where calls are paid for. */
    public Meter meter() {
        return meter;
    }

    /** How many requests to providers are under way. */
    public int callsUnderWay() {
        return settlements.underWay();
    }

    /** The ledger's database; empty where the ledger is in memory. */
    public Optional<LedgerDatabase> database() {
        return access.database();
    }

    /**
     * The connections of the audit trail's database, which are asked for when they are first needed.
     *
     * @throws IllegalArgumentException when it is to be the ledger's, and that is in memory
     */
    public Supplier<DataSource> auditDatabase(AuditConfiguration.Store store) {
        return access.auditDatabase(store);
    }

    public Payers payers() {
        return payers;
    }

    /** What the operator allows. */
    public Policies policies() {
        return policies;
    }

    /** Of the budgets that hold for everything; those that the facts do not tell an account of are left out. */
    private OptionalDouble fullest(Map<String, String> facts) {
        Instant now = meter.clock().instant();
        return payers.budgets().all().stream()
                .filter(budget -> payers.isForEverything(budget.name()))
                .flatMap(budget -> claim(budget, facts, now).stream())
                .mapToDouble(claim -> new Standing(claim, ledger.balance(claim)).usedShare())
                .max();
    }

    private static Optional<Claim> claim(Budget budget, Map<String, String> facts, Instant now) {
        try {
            return Optional.of(budget.claim(facts, facts.getOrDefault("run", ""), now));
        } catch (BudgetKeyMissingException unknown) {
            return Optional.empty();
        }
    }

    @Override
    public void check(String place, List<String> references) {
        payers.check(place, references);
    }

    @Override
    public CompletionStage<List<Standing>> spent(Exchange exchange, String tier, Usd amount) {
        ModelId model = new ModelId("tier", tier);
        Spending.onLedger(exchange, amount);
        return meter.spent(model, amount, payers.payer(exchange, model.toString(), model, List.of()));
    }

    @Override
    protected void doStart() throws Exception {
        SelfTest selfTest = new SelfTest(meter);
        for (BudgetConfiguration configured : configuration.budgets()) {
            test(selfTest, configured.budget());
        }
        housekeeping.start();
        CascadeFlowBudgets budgets = new CascadeFlowBudgets(payers, ledger, meter.clock());
        context.addService(budgets, true, true);
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
        CascadeFlowBudgets budgets = context.hasService(CascadeFlowBudgets.class);
        if (budgets != null) {
            removeFromContext(budgets);
        }
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

    private void removeFromContext(CascadeFlowBudgets budgets) {
        try {
            context.removeService(budgets);
        } catch (Exception e) {
            LOG.debug("the budgets' service was not removed from the context", e);
        }
    }
}
