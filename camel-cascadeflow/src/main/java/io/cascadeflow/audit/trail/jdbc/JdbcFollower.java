package io.cascadeflow.audit.trail.jdbc;

import io.cascadeflow.audit.trail.Follower;
import io.cascadeflow.audit.trail.KeptDecision;
import io.cascadeflow.budget.jdbc.Micros;
import io.cascadeflow.budget.jdbc.Schema;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Follows every chain by its own numbers, as a node writes those in order. By time a row that is written late would be missed.
 */
final class JdbcFollower implements Follower {

    private static final int AT_ONCE = 1_000;
    private static final String PAGE = "SELECT " + EntryRow.COLUMNS
            + "WHERE chain = ? AND sequence >= ? ORDER BY chain, sequence FETCH FIRST " + AT_ONCE + " ROWS ONLY";
    private static final String AT =
            "SELECT decided_at FROM cascadeflow_audit WHERE chain = ? AND sequence >= ? ORDER BY chain, sequence FETCH FIRST 1 ROWS ONLY";

    private final JdbcTrail.Connections connections;
    private final long since;
    /** The next number of each chain, by the chain's. */
    private final Map<Long, Long> next = new HashMap<>();

    JdbcFollower(JdbcTrail.Connections connections, Instant since) {
        this.connections = connections;
        this.since = Micros.of(since);
    }

    @Override
    public long next(Consumer<KeptDecision> taker) throws IOException {
        try (Connection connection = connections.open()) {
            List<ChainRow> chains = new ArrayList<>(ChainRow.all(connection));
            Collections.reverse(chains);
            next.keySet().retainAll(chains.stream().map(ChainRow::number).toList());
            long left = 0;
            int room = AT_ONCE;
            for (ChainRow chain : chains) {
                long from = begin(connection, chain);
                if (room > 0 && from < chain.end().next()) {
                    List<EntryRow> page = page(connection, chain.number(), from);
                    from = page.isEmpty()
                            ? chain.end().next()
                            : page.get(page.size() - 1).sequence() + 1;
                    next.put(chain.number(), from);
                    room -= page.size();
                    page.forEach(
                            row -> KeptDecision.read(row.entry(), row.place()).ifPresent(taker));
                }
                left += Math.max(0, chain.end().next() - from);
            }
            return left;
        } catch (SQLException e) {
            if (Schema.isNoTable(e)) {
                return 0; // the first decision makes it
            }
            throw JdbcTrail.failure(e);
        }
    }

    /** Where to go on; in a chain that is new to it, about where its entries are late enough. */
    private long begin(Connection connection, ChainRow chain) throws SQLException {
        Long known = next.get(chain.number());
        if (known != null) {
            return known;
        }
        long low = chain.keptFrom().next();
        long high = chain.end().next();
        // entries are dated in order, but for a clock that was set
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (isBefore(connection, chain.number(), middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        next.put(chain.number(), low);
        return low;
    }

    private boolean isBefore(Connection connection, long chain, long sequence) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(AT)) {
            select.setLong(1, chain);
            select.setLong(2, sequence);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getLong(1) < since;
            }
        }
    }

    private static List<EntryRow> page(Connection connection, long chain, long from) throws SQLException {
        List<EntryRow> page = new ArrayList<>(AT_ONCE);
        try (PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setLong(1, chain);
            select.setLong(2, from);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    page.add(EntryRow.read(rows));
                }
            }
        }
        return page;
    }
}
