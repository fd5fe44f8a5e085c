package io.cascadeflow.audit.trail.jdbc;

import io.cascadeflow.audit.trail.AuditQuery;
import io.cascadeflow.audit.trail.KeptDecision.Place;
import io.cascadeflow.budget.jdbc.Micros;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query as SQL. It is ordered by the columns of one index, so that the database reads a page of it and no more.
 *
 * @param sql the statement
 * @param values of its parameters
 */
record QuerySql(String sql, List<Object> values) {

    private static final String ORDER = "decided_at, chain, sequence";

    static QuerySql of(AuditQuery query) {
        Conditions conditions = new Conditions();
        conditions.equal("tenant", query.tenant());
        conditions.equal("cascade_name", query.cascade());
        conditions.equal(
                "outcome", query.outcome() == null ? null : query.outcome().toString());
        String leading = conditions.first == null ? "" : conditions.first + ", ";
        conditions.equal("id", query.id());
        if (query.from() != null) {
            conditions.add("decided_at >= ?", Micros.of(query.from()));
        }
        if (query.to() != null) {
            conditions.add("decided_at < ?", Micros.of(query.to()));
        }
        Place after = query.after();
        if (after != null) {
            String beyond = query.newestFirst() ? "<" : ">";
            conditions.add("decided_at %s= ?".formatted(beyond), after.microseconds());
            conditions.add(
                    "(%s) %s (?, ?, ?)".formatted(ORDER, beyond),
                    after.microseconds(),
                    after.chain(),
                    after.sequence());
        }
        String order = leading + ORDER;
        String sql = "SELECT %sWHERE cost_nanos IS NOT NULL%s ORDER BY %s FETCH FIRST %d ROWS ONLY"
                .formatted(
                        EntryRow.COLUMNS,
                        conditions.text,
                        query.newestFirst() ? backwards(order) : order,
                        query.most());
        return new QuerySql(sql, List.copyOf(conditions.values));
    }

    private static String backwards(String order) {
        return order.replace(",", " DESC,") + " DESC";
    }

    private static final class Conditions {

        private final StringBuilder text = new StringBuilder();
        private final List<Object> values = new ArrayList<>();
        private @Nullable String first;

        void equal(String column, @Nullable String value) {
            if (value != null) {
                add(column + " = ?", value);
                first = first == null ? column : first;
            }
        }

        void add(String condition, Object... parameters) {
            text.append(" AND ").append(condition);
            values.addAll(List.of(parameters));
        }
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
        return statement;
    }
}
