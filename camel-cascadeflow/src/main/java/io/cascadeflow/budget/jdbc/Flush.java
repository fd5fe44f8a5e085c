package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Amount;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the ends of many calls in one transaction: one update for each account, in their order, then all lines at once. */
final class Flush {

    /** When on which account. */
    private record Slice(StoredAccount account, long slice) {}

    private final List<Ending> endings;
    private final String node;

    Flush(List<Ending> endings, String node) {
        this.endings = endings;
        this.node = node;
    }

    void in(Connection connection, Instant now) throws SQLException {
        for (Map.Entry<StoredAccount, Change> entry : changes().entrySet()) {
            AccountRows.post(connection, entry.getKey().id(), entry.getValue(), now);
            LeaseRows.less(
                    connection, node, entry.getKey().id(), entry.getValue().held());
        }
        addSlices(connection);
        EntryRows.insert(connection, endings.stream().map(Ending::line).toList());
    }

    private Map<StoredAccount, Change> changes() {
        Map<StoredAccount, Change> changes = new TreeMap<>(StoredAccount.ORDER);
        for (Ending ending : endings) {
            Change change = ending.change();
            for (StoredAccount account : ending.line().hold().accounts()) {
                changes.merge(account, change, Change::plus);
            }
        }
        return changes;
    }

    private void addSlices(Connection connection) throws SQLException {
        Map<Slice, Amount> amounts = new HashMap<>();
        for (Ending ending : endings) {
            for (StoredAccount account : ending.line().hold().accounts()) {
                if (account.rolling() != null) {
                    long slice = account.rolling().sliceAt(ending.line().spentAt());
                    amounts.merge(
                            new Slice(account, slice), ending.line().posting().settled(), Amount::plus);
                }
            }
        }
        for (Map.Entry<Slice, Amount> entry : amounts.entrySet()) {
            Slice slice = entry.getKey();
            SliceRows.add(connection, slice.account(), slice.slice(), entry.getValue());
        }
    }
}
