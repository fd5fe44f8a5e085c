package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Balance;
import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.HoldResult;
import io.cascadeflow.budget.HoldResult.Refused;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerAge;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.LedgerHealth;
import io.cascadeflow.budget.SafetyFactors;
import io.cascadeflow.budget.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * A ledger in a database: an H2 file for one node, PostgreSQL for several, which share the balances and the limits that
 * they hold to. It survives restarts and kills: what was settled stays, what was held is returned at its expiry.
 *
 * <p>Every hold and every end of one is a transaction, at READ COMMITTED or stronger. The clocks of the nodes should agree to
 * within a small part of the time to a hold's expiry.
 */
public final class JdbcLedger implements BudgetLedger {

    final Transactions transactions;
    final AccountIds ids;
    final HoldPostings postings;
    private final FactorRows factors;
    private final Clock clock;
    private final Executor executor;
    private volatile boolean writable = true;
    private volatile boolean closed;

    private JdbcLedger(Transactions transactions, Clock clock, Executor executor) {
        this.transactions = transactions;
        this.ids = new AccountIds(transactions);
        this.postings = new HoldPostings(transactions, ids, clock);
        this.factors = FactorRows.load(transactions);
        this.clock = clock;
        this.executor = executor;
    }

    /**
     * Opens a ledger; creates its tables, or brings older ones up to date.
     *
     * @param dataSource a pool of connections, best not fewer than the executor's threads
     * @param executor where the database is waited for: virtual threads, or a pool
     * @throws LedgerException when the database cannot be reached, or its schema is newer than this code
     */
    public static JdbcLedger open(DataSource dataSource, Clock clock, Executor executor) {
        Transactions transactions = Transactions.ofLedger(dataSource);
        LedgerSchema.SCHEMA.migrate(transactions, clock.instant());
        if (transactions.isH2()) {
            transactions.run(Transactions::keepNumbersAtHand);
        }
        return new JdbcLedger(transactions.isH2() ? transactions.oneAtATime() : transactions, clock, executor);
    }

    @Override
    public CompletionStage<HoldResult> hold(HoldRequest request) {
        return staged(() -> {
            requireOpen();
            HoldResult result = postings.hold(request);
            return result instanceof Refused && expireDue("") > 0 ? postings.hold(request) : result;
        });
    }

    @Override
    public CompletionStage<Effect> settle(String key, Settlement settlement) {
        return staged(() -> postings.end(key, HoldStatus.SETTLED, settlement));
    }

    @Override
    public CompletionStage<Effect> release(String key) {
        return staged(() -> postings.end(key, HoldStatus.RELEASED, null));
    }

    @Override
    public int expire() {
        factors.save();
        return expireDue("");
    }

    @Override
    public Balance balance(Claim claim) {
        Optional<StoredAccount> account = ids.find(claim.account());
        return account.flatMap(stored ->
                        transactions.read(connection -> AccountRows.balance(connection, stored, clock.instant())))
                .orElse(Balance.ZERO);
    }

    @Override
    public List<LedgerEntry> entries(Account account, long after, int most) {
        return ids.find(account)
                .map(stored ->
                        transactions.read(connection -> EntryPage.ofAccount(connection, stored.id(), after, most)))
                .orElse(List.of());
    }

    @Override
    public List<LedgerEntry> entries(Instant from, Instant to, long after, int most) {
        return transactions.read(connection -> EntryPage.between(connection, from, to, after, most));
    }

    @Override
    public SafetyFactors factors() {
        return factors.factors();
    }

    @Override
    public int forget(Duration age) {
        return OldRows.remove(transactions, LedgerAge.before(clock.instant(), age));
    }

    @Override
    public LedgerHealth health() {
        return new LedgerHealth(transactions.read(HoldRows::count), 0, 0, writable);
    }

    /** The connections are the caller's to close. */
    @Override
    public void close() {
        closed = true;
        factors.save();
    }

    /** Returns what is past its expiry; how many holds and slices. The slices of this node stay, whatever the clock says. */
    int expireDue(String node) {
        Instant now = clock.instant();
        int count = postings.expire();
        for (String id : transactions.read(connection -> NodeRows.due(connection, now))) {
            if (!id.equals(node)) {
                count += transactions.run(
                        connection -> NodeRows.expire(connection, id, now) ? LeaseRows.expire(connection, id, now) : 0);
            }
        }
        return count;
    }

    void saveFactors() {
        factors.save();
    }

    private void requireOpen() {
        if (closed) {
            throw new LedgerException("the ledger is closed: no call is made after that");
        }
    }

    <T> CompletionStage<T> staged(Supplier<T> work) {
        return Staged.on(executor, () -> {
            try {
                T result = work.get();
                writable = true;
                return result;
            } catch (LedgerException e) {
                writable = false;
                throw e;
            }
        });
    }
}
