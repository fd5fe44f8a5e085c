package io.cascadeflow.audit.trail.jdbc;

import io.cascadeflow.audit.trail.ChainEnd;
import io.cascadeflow.audit.trail.Entry;
import io.cascadeflow.budget.jdbc.Micros;
import io.cascadeflow.budget.jdbc.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Removes entries that are too old or too many, always from the beginning of a chain, whose row then says where it begins: the
 * rest can still be verified. A few at a time, between batches. For one thread at a time; several nodes may do it at once.
 */
final class OldEntries {

    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final int AT_ONCE = 5_000;

    private final Transactions transactions;
    private final Clock clock;
    private final Retention retention;
    private Instant next = Instant.MIN;

    OldEntries(Transactions transactions, Clock clock, Retention retention) {
        this.transactions = transactions;
        this.clock = clock;
        this.retention = retention;
    }

    /** Once in a while; and again with the next batch when there was more than it removes at once. */
    void remove() throws SQLException {
        Instant now = clock.instant();
        if (retention.equals(Retention.FOR_EVER) || now.isBefore(next)) {
            return;
        }
        List<ChainRow> chains = transactions.tryRun(ChainRow::all);
        boolean more = false;
        for (Map.Entry<ChainRow, Long> wanted : wanted(chains, now).entrySet()) {
            more |= cut(wanted.getKey(), wanted.getValue());
        }
        next = more ? now : now.plus(BETWEEN);
    }

    /** By chain, the first entry that stays. */
    private Map<ChainRow, Long> wanted(List<ChainRow> chains, Instant now) throws SQLException {
        Map<ChainRow, Long> wanted = new HashMap<>();
        Map<Long, Long> tooOld = retention.age() == null ? Map.of() : tooOld(now.minus(retention.age()));
        long tooMany = retention.most() == null ? 0 : kept(chains) - retention.most();
        for (ChainRow chain : chains) {
            long begin = chain.keptFrom().next();
            long from = Math.max(begin, tooOld.getOrDefault(chain.number(), -1L) + 1);
            long more =
                    Math.min(Math.max(0, tooMany - (from - begin)), chain.end().next() - from);
            tooMany -= from + more - begin;
            if (from + more > begin) {
                wanted.put(chain, from + more);
            }
        }
        return wanted;
    }

    private static long kept(List<ChainRow> chains) {
        return chains.stream()
                .mapToLong(chain -> chain.end().next() - chain.keptFrom().next())
                .sum();
    }

    /** By chain, the last entry from before then. What was dated from the future goes with what came after it. */
    private Map<Long, Long> tooOld(Instant before) throws SQLException {
        return transactions.tryRun(connection -> {
            Map<Long, Long> last = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT chain, MAX(sequence) FROM cascadeflow_audit WHERE decided_at < ? GROUP BY chain")) {
                select.setLong(1, Micros.of(before));
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        last.put(rows.getLong(1), rows.getLong(2));
                    }
                }
            }
            return last;
        });
    }

    /** Whether there is more to remove. */
    private boolean cut(ChainRow chain, long wanted) throws SQLException {
        long to = Math.min(wanted, chain.keptFrom().next() + AT_ONCE);
        transactions.tryRun(connection -> cut(connection, chain, to));
        return to < wanted;
    }

    private static boolean cut(Connection connection, ChainRow chain, long to) throws SQLException {
        String hash = hashOf(connection, chain.number(), to - 1);
        ChainEnd begin = hash == null ? null : new ChainEnd(chain.end().chain(), to, hash);
        if (begin == null || !ChainRow.moveBegin(connection, chain.number(), chain.keptFrom(), begin)) {
            // another node was faster
            return false;
        }
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM cascadeflow_audit WHERE chain = ? AND sequence < ?")) {
            delete.setLong(1, chain.number());
            delete.setLong(2, to);
            delete.executeUpdate();
        }
        return true;
    }

    private static @Nullable String hashOf(Connection connection, long chain, long sequence) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT entry FROM cascadeflow_audit WHERE chain = ? AND sequence = ?")) {
            select.setLong(1, chain);
            select.setLong(2, sequence);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Entry.read(row.getString(1).getBytes(StandardCharsets.UTF_8))
                                .map(Entry::hash)
                                .orElse(null)
                        : null;
            }
        }
    }
}
