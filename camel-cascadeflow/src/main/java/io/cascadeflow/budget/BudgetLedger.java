package io.cascadeflow.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where held and settled money is on record, with calls and tokens beside it. For any interleaving of callers, what is
 * settled and held on an account stays within its limits, apart from calls that cost more than their worst case; that money
 * is counted as overrun.
 *
 * <p>A hold ends exactly once: settled, released or expired. Only a hold that has expired can still be settled, since the
 * money is spent then; it is posted as {@link HoldStatus#LATE}.
 *
 * <p>Implementations are safe to share between threads. What belongs to a call returns a stage and never blocks the caller;
 * the stage fails with a {@link LedgerException} when the ledger cannot be used. A stage completes once its effect is as
 * durable as the ledger is, on a thread of the ledger: what follows should not block there. The other methods may block the
 * calling thread while a disk or a network works, and throw that exception.
 */
public interface BudgetLedger extends AutoCloseable {

    /**
     * Holds the worst case of a call on all its accounts, or on none. Holds past their expiry never stand in the way. When
     * the stage fails the call must not be made.
     */
    CompletionStage<HoldResult> hold(HoldRequest request);

    /** Replaces a hold by what the call cost, on all its accounts. */
    CompletionStage<Effect> settle(String key, Settlement settlement);

    /** Gives a hold back: the call was not made, or cost nothing. */
    CompletionStage<Effect> release(String key);

    /**
     * Returns all holds past their expiry, whoever owns them, and the slices of nodes that are gone, and puts that on record.
     * To be called every few seconds; on how many nodes does not matter. Also saves what was learned for {@link #factors()}.
     *
     * @return how many holds and slices
     */
    int expire();

    /** What stands on an account now. Slices that other nodes have to themselves count as held. */
    Balance balance(Claim claim);

    /**
     * Lines of an account, oldest first.
     *
     * @param after leaves out lines up to this sequence; 0 for none
     * @param most how many at most
     */
    List<LedgerEntry> entries(Account account, long after, int most);

    /**
     * Lines of all calls, those to which no budget applied included, by sequence. Nodes that write at the same moment may
     * write a lower sequence after a higher one: read stretches that ended a moment ago.
     *
     * @param from the first instant
     * @param to the first instant after
     * @param after leaves out lines up to this sequence; 0 for none
     * @param most how many at most
     */
    List<LedgerEntry> entries(Instant from, Instant to, long after, int most);

    /** The learned safety factors, kept as long as the ledger. Always the same object. */
    SafetyFactors factors();

    /**
     * Removes lines older than an age, and accounts that ended before it, a bounded number at a time. Balances of windows
     * that have not ended stay as they are. A key whose line is removed is no longer recognised when it comes again.
     *
     * @param age at least a day
     * @return how many lines and accounts
     */
    int forget(Duration age);

    /** How the ledger is. */
    LedgerHealth health();

    /**
     * Writes what waits to be written and hands back what this node has to itself. After that, holds fail; calls on their way
     * can still be settled and released.
     */
    @Override
    void close();
}
