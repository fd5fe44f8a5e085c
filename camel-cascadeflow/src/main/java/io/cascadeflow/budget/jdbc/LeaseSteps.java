package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Balance;
import io.cascadeflow.budget.jdbc.Demands.Demand;
import io.cascadeflow.pricing.Usd;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a node does with its slices in the database, each within a step of {@link LedgerNode}. */
final class LeaseSteps {

    private LeaseSteps() {}

    /**
     * A slice to be made larger.
     *
     * @param lease the slice, perhaps a new one
     * @param demand what for
     */
    record Refill(Lease lease, Demand demand) {

        /** Whether it was needed, and not only asked for beforehand. */
        boolean isInVain() {
            return demand.calls() > 0 || lease.isEmpty() || lease.isHalfEmpty();
        }
    }

    /** A slice that was made larger, and by how much. */
    record Refilled(Refill refill, Amount more) {}

    /** Takes what is there to be taken, account by account in their order, and notes it. */
    static void take(
            Connection connection, String node, LeaseBook book, List<Refill> refills, List<Refilled> taken, Instant now)
            throws SQLException {
        taken.clear();
        for (Refill refill : refills) {
            StoredAccount account = refill.lease().account;
            Amount ceiling = refill.demand().claim().ceiling();
            SliceRows.roll(connection, account, now);
            Optional<Balance> balance = AccountRows.balance(connection, account, now);
            Amount room = ceiling.minus(balance.orElse(Balance.ZERO).used());
            Amount more = book.slices(slices -> Slices.refill(refill.lease(), refill.demand(), room));
            if (!more.equals(Amount.ZERO)
                    && AccountRows.hold(connection, account.id(), more, ceiling.minus(more), now)) {
                LeaseRows.add(connection, node, account.id(), more);
                taken.add(new Refilled(refill, more));
            }
        }
    }

    /** Hands parts of slices back; a slice of which nothing remains is gone. */
    static void giveBack(Connection connection, String node, Map<Lease, Amount> amounts, Instant now)
            throws SQLException {
        for (Lease lease : inOrder(amounts)) {
            Amount amount = amounts.getOrDefault(lease, Amount.ZERO);
            long account = lease.account.id();
            AccountRows.post(connection, account, new Change(Amount.ZERO, amount, Usd.ZERO), now);
            if (lease.granted.equals(amount)) {
                LeaseRows.delete(connection, node, account);
            } else {
                LeaseRows.less(connection, node, account, amount);
            }
        }
    }

    /** Ends the node: calls on their way are held by rows of their own from now on, all else goes back. */
    static void leave(Connection connection, String node, List<LocalHold> holds, Map<Lease, Amount> free, Instant now)
            throws SQLException {
        List<StoredHold> stored = HoldRows.absent(
                connection, holds.stream().map(hold -> hold.stored).toList());
        if (!stored.isEmpty() && !HoldRows.insert(connection, stored)) {
            throw new SQLException("a hold was made at this moment", Transactions.MADE_AGAIN);
        }
        for (Lease lease : inOrder(free)) {
            Amount amount = free.getOrDefault(lease, Amount.ZERO);
            AccountRows.post(connection, lease.account.id(), new Change(Amount.ZERO, amount, Usd.ZERO), now);
            LeaseRows.delete(connection, node, lease.account.id());
        }
        NodeRows.gone(connection, node);
    }

    private static List<Lease> inOrder(Map<Lease, Amount> amounts) {
        List<Lease> leases = new ArrayList<>(amounts.keySet());
        leases.sort(Comparator.comparing(lease -> lease.account, StoredAccount.ORDER));
        return leases;
    }
}
