package io.cascadeflow.budget.jdbc;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Balance;
import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.HoldResult;
import io.cascadeflow.budget.HoldResult.Refused;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.LedgerHealth;
import io.cascadeflow.budget.SafetyFactors;
import io.cascadeflow.budget.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in a database of which this node takes slices to itself: most calls are held without asking the database, and the
 * ends of many calls are written together. What is settled and held stays within the limits over all nodes, since a slice is
 * held on its account as long as it lives.
 *
 * <p>What does not fit a slice is held in the database as {@link JdbcLedger} does it, after what is free of this node's
 * slices has gone back. The slices of a node that gives no sign of life go back after their lifetime; calls that it made end
 * as late ones then, should it come back. A key that comes again after some ten thousand calls, or on another node, may be
 * granted a second time; it is never posted a second time.
 */
public final class LeasedLedger implements BudgetLedger {

    private static final long STEADY_SECONDS = 5;

    private final JdbcLedger direct;
    private final LeaseBook book;
    private final LedgerNode node;
    private final LeaseKeeper keeper;
    private final LeaseWriter writer;
    private final Others others;
    private final Retries retries;

    private LeasedLedger(JdbcLedger direct, Clock clock, Executor executor, String owner, LeaseTerms terms) {
        this.direct = direct;
        this.book = new LeaseBook(clock, terms);
        this.node = new LedgerNode(direct.transactions, clock, terms, owner);
        this.keeper = new LeaseKeeper(book, node, direct.transactions, direct.ids, clock);
        this.writer = new LeaseWriter(book, node, keeper, direct.transactions, clock, executor);
        this.others = new Others(direct, node, clock, executor);
        this.retries = new Retries(executor);
    }

    /**
     * Opens a ledger; creates its tables, or brings older ones up to date. It has a thread of its own until it is closed.
     *
     * @param dataSource a pool of connections, best two more than the executor's threads
     * @param executor where the database is waited for, and where stages complete: virtual threads, or a pool
     * @param owner this node's name
     * @throws LedgerException when the database cannot be reached, or its schema is newer than this code
     */
    public static LeasedLedger open(
            DataSource dataSource, Clock clock, Executor executor, String owner, LeaseTerms terms) {
        JdbcLedger direct = JdbcLedger.open(dataSource, clock, executor);
        LeasedLedger ledger = new LeasedLedger(direct, clock, executor, owner, terms);
        ledger.start();
        return ledger;
    }

    private void start() {
        Instant from = node.begin();
        book.slices(slices -> slices.trust(from));
        node.onTrouble(writer::trouble);
        Thread thread = new Thread(writer, "cascadeflow-ledger");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public CompletionStage<HoldResult> hold(HoldRequest request) {
        try {
            return book.hold(request)
                    .thenCompose(known -> known.isPresent() ? completedFuture(known.get()) : holdInDatabase(request));
        } catch (LedgerException e) {
            return failedFuture(e);
        }
    }

    private CompletionStage<HoldResult> holdInDatabase(HoldRequest request) {
        return direct.staged(() -> {
                    book.requireOpen();
                    return direct.postings.hold(request);
                })
                .thenCompose(result ->
                        result instanceof Refused refused ? makeRoom(request, refused) : completedFuture(result));
    }

    /** Hands back what this node does not need, and returns what is past its expiry, before it takes no for an answer. */
    private CompletionStage<HoldResult> makeRoom(HoldRequest request, Refused refused) {
        int expired = book.expire().size();
        List<Account> accounts = request.claims().stream().map(Claim::account).toList();
        return book.handBack(accounts)
                .thenCompose(any -> direct.staged(() -> {
                    boolean more = direct.expireDue(node.id()) + expired > 0 || any;
                    return more ? direct.postings.hold(request) : refused;
                }))
                .thenCompose(result ->
                        result instanceof Refused still ? others.ask(request, still) : completedFuture(result));
    }

    @Override
    public CompletionStage<Effect> settle(String key, Settlement settlement) {
        return end(key, HoldStatus.SETTLED, settlement);
    }

    @Override
    public CompletionStage<Effect> release(String key) {
        return end(key, HoldStatus.RELEASED, null);
    }

    private CompletionStage<Effect> end(String key, HoldStatus status, @Nullable Settlement settlement) {
        return book.end(key, status, settlement).orElseGet(() -> endInDatabase(key, status, settlement));
    }

    /** While this node hands over its calls it waits for that: they are on their way into the database. */
    private CompletionStage<Effect> endInDatabase(String key, HoldStatus status, @Nullable Settlement settlement) {
        CompletionStage<Boolean> ready = book.isOpen() ? completedFuture(true) : writer.left();
        return ready.handle((left, failed) -> key)
                .thenCompose(held -> retries.insist(() -> direct.postings.end(held, status, settlement)));
    }

    @Override
    public int expire() {
        direct.saveFactors();
        int count = direct.expireDue(node.id());
        List<CompletionStage<Effect>> expired = book.expire();
        expired.forEach(LeasedLedger::join);
        return count + expired.size();
    }

    private static <T> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerException cause ? cause : e;
        }
    }

    @Override
    public Balance balance(Claim claim) {
        ReentrantLock steady = steady();
        try {
            Balance balance = direct.balance(claim);
            Amount free = book.slices(slices -> slices.freeOf(claim.account()));
            return new Balance(balance.settled(), balance.held().minus(free), balance.overrun());
        } finally {
            steady.unlock();
        }
    }

    /** The lock under which book and database agree. */
    private ReentrantLock steady() {
        try {
            if (keeper.steady().tryLock(STEADY_SECONDS, TimeUnit.SECONDS)) {
                return keeper.steady();
            }
            throw new LedgerException(
                    "the ledger cannot write, so its balances are not known: bring the database back");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException("interrupted while waiting for the ledger", e);
        }
    }

    @Override
    public List<LedgerEntry> entries(Account account, long after, int most) {
        return direct.entries(account, after, most);
    }

    @Override
    public List<LedgerEntry> entries(Instant from, Instant to, long after, int most) {
        return direct.entries(from, to, after, most);
    }

    @Override
    public SafetyFactors factors() {
        return direct.factors();
    }

    @Override
    public int forget(Duration age) {
        return direct.forget(age);
    }

    /** How many ends of calls wait to be written. Asks no database. */
    public int pending() {
        return book.pending() + retries.waiting();
    }

    /** When the database is down, the calls that it holds are left out. */
    @Override
    public LedgerHealth health() {
        long held = 0;
        boolean writable = node.isWritable();
        try {
            held = direct.health().holds();
        } catch (LedgerException e) {
            writable = false;
        }
        return new LedgerHealth(held + book.size(), book.slices(Slices::size), pending(), writable);
    }

    /**
     * Calls on their way are handed over to the database. The connections are the caller's to close.
     *
     * @throws LedgerException when the database is down and stays so for some seconds; what was not written is lost then, and
     *     what was held is returned when it expires
     */
    @Override
    public void close() {
        book.close();
        node.stop();
        retries.stop();
        join(writer.left());
        direct.close();
    }
}
