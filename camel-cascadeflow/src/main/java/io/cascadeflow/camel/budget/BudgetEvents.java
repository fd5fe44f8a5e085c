package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.camel.run.RunLedger;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.MeterListener;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes events of what the meter sees; for each account once, not at each call. */
final class BudgetEvents implements MeterListener {

    private static final Logger LOG = LoggerFactory.getLogger(BudgetEvents.class);

    private final CamelContext context;
    private final Clock clock;
    private final Told warned = new Told();
    private final Told spent = new Told();

    BudgetEvents(CamelContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    @Override
    public void paid(Standing standing) {
        if (RunLedger.isOfRun(standing)) {
            return;
        }
        Account account = standing.claim().account();
        if (!standing.isWarning()) {
            warned.forget(account);
        } else if (warned.isNew(account)) {
            BudgetWarningEvent event = new BudgetWarningEvent(context, clock.instant(), standing);
            LOG.warn("{}", event);
            event.publish();
        }
        if (standing.left().compareTo(Usd.ZERO) > 0) {
            spent.forget(account);
        }
    }

    @Override
    public void refused(Standing standing, Usd wanted) {
        if (!RunLedger.isOfRun(standing) && spent.isNew(standing.claim().account())) {
            BudgetSpentEvent event = new BudgetSpentEvent(context, clock.instant(), standing, wanted);
            LOG.warn("{}", event);
            event.publish();
        }
    }

    @Override
    public void unmetered(CallRef call, LedgerException failure) {
        LOG.warn("a call is made without a hold, since failOpen is set: {}", failure.getMessage());
        new LedgerFailureEvent(context, clock.instant(), call, LedgerFailureEvent.Cause.NO_HOLD).publish();
    }

    @Override
    public void waiting(CallRef call, Usd amount) {
        LOG.warn("{} USD of decision {} wait for the ledger; bring its database back", amount, call.decision());
        new LedgerFailureEvent(context, clock.instant(), call, LedgerFailureEvent.Cause.NOT_SETTLED).publish();
    }

    /** The accounts that an event was sent of; the oldest are forgotten. */
    private static final class Told {

        private static final int MOST = 10_000;

        private final Map<Account, Boolean> accounts = new LinkedHashMap<>();

        synchronized boolean isNew(Account account) {
            boolean fresh = accounts.put(account, true) == null;
            if (accounts.size() > MOST) {
                accounts.remove(accounts.keySet().iterator().next());
            }
            return fresh;
        }

        synchronized void forget(Account account) {
            accounts.remove(account);
        }
    }
}
