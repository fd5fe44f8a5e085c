package io.cascadeflow.budget;

/**
 * How a ledger is, as seen from this node.
 *
 * @param holds calls on their way whose hold has not ended
 * @param leases accounts of which this node has a slice to itself
 * @param pending ends of holds that wait to be written; more than a moment's worth means that the database is down
 * @param writable whether the last attempt to write succeeded
 */
public record LedgerHealth(long holds, long leases, long pending, boolean writable) {}
