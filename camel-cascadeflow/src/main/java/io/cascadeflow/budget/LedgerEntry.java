package io.cascadeflow.budget;

import java.time.Instant;
import java.util.List;

/**
 * One line of the ledger: the end of one hold, on all its accounts. Never changed. The settled balance of an account is the
 * sum over its lines.
 *
 * @param sequence greater than that of every earlier line of each of its accounts
 * @param at when it was written
 * @param key the key of the hold
 * @param owner the node that made the call
 * @param call which call
 * @param posting what was posted
 * @param accounts where it was posted, in their order; none when no budget applied to the call
 */
public record LedgerEntry(
        long sequence, Instant at, String key, String owner, CallRef call, Posting posting, List<Account> accounts) {

    public LedgerEntry {
        accounts = List.copyOf(accounts);
    }
}
