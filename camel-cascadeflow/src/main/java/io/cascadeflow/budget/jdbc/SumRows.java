package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.report.Spend;
import io.cascadeflow.budget.report.SpendKey;
import io.cascadeflow.budget.report.SpendQuery;
import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.SpendRole;
import io.cascadeflow.budget.report.SpendRow;
import io.cascadeflow.budget.report.SpendSums;
import io.cascadeflow.budget.report.TimeBucket;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Usd;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sums as the database computes them. */
final class SumRows {

    private static final String MEASURES =
            "e.sequence, e.status, e.settled_usd, e.charge_source, e.call_role, e.input, e.cache_read, e.cache_write, e.cache_write_long, e.output, e.reasoning, e.estimated";

    private static final String SUMS =
            "COUNT(charge_source), COUNT(CASE WHEN status = 'RELEASED' THEN 1 END), COUNT(CASE WHEN status = 'EXPIRED' THEN 1 END)"
                    + ", SUM(input), SUM(cache_read), SUM(cache_write), SUM(cache_write_long), SUM(output), SUM(reasoning)"
                    + ", COUNT(CASE WHEN estimated THEN 1 END), SUM(settled_usd), SUM(CASE WHEN estimated THEN settled_usd END)"
                    + ", SUM(CASE WHEN call_role = '%s' THEN settled_usd END)".formatted(SpendRole.DRAFT);

    private SumRows() {}

    static List<SpendRow> read(Connection connection, SpendQuery query, List<TimeBucket> buckets) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql(query))) {
            set(connection, select, query, buckets);
            SpendSums sums = new SpendSums(query, buckets);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    add(sums, row, query.by().size());
                }
            }
            List<SpendRow> rows = new ArrayList<>();
            sums.forEach(rows::add);
            return rows;
        }
    }

    /** A line that is on two accounts with the same values is counted once, so lines are told apart before they are added. */
    private static String sql(SpendQuery query) {
        String keys = keys(
                query, i -> ", %s AS k%d".formatted(SpendColumns.of(query.by().get(i)), i));
        String accounts = query.isByAccount()
                ? " LEFT JOIN cascadeflow_entry_account p ON p.sequence = e.sequence LEFT JOIN cascadeflow_account a ON a.id = p.account_id"
                : "";
        String where = query.where().keySet().stream()
                .map(key -> " AND %s = ?".formatted(SpendColumns.of(key)))
                .collect(Collectors.joining());
        String names = keys(query, ", k%d"::formatted);
        return """
                SELECT bucket%s, %s FROM (
                  SELECT %s b.bucket%s, %s
                  FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY)) WITH ORDINALITY AS b(lo, hi, bucket)
                  JOIN cascadeflow_entry e ON e.posted_at >= b.lo AND e.posted_at < b.hi%s
                  WHERE e.posted_at >= ? AND e.posted_at < ?%s) lines
                GROUP BY bucket%s""".formatted(
                        names, SUMS, query.isByAccount() ? "DISTINCT" : "", keys, MEASURES, accounts, where, names);
    }

    private static String keys(SpendQuery query, Function<Integer, String> each) {
        return IntStream.range(0, query.by().size()).boxed().map(each).collect(Collectors.joining());
    }

    private static void set(Connection connection, PreparedStatement select, SpendQuery query, List<TimeBucket> buckets)
            throws SQLException {
        SpendRange range = SpendSums.rangeOf(buckets);
        select.setArray(1, array(connection, buckets, TimeBucket::start));
        select.setArray(2, array(connection, buckets, TimeBucket::end));
        select.setLong(3, Micros.of(range.from()));
        select.setLong(4, Micros.of(range.to()));
        int next = 5;
        for (SpendKey key : query.where().keySet()) {
            select.setString(next++, query.where().get(key));
        }
    }

    private static java.sql.Array array(
            Connection connection, List<TimeBucket> buckets, Function<TimeBucket, Instant> edge) throws SQLException {
        return connection.createArrayOf(
                "bigint", buckets.stream().map(edge).map(Micros::of).toArray());
    }

    private static void add(SpendSums sums, ResultSet row, int keys) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            values.add(row.getString(2 + i));
        }
        int first = 2 + keys;
        TokenUsage tokens = new TokenUsage(
                whole(row, first + 3),
                whole(row, first + 4),
                whole(row, first + 5),
                whole(row, first + 6),
                whole(row, first + 7),
                whole(row, first + 8),
                whole(row, first + 9) > 0);
        Spend spend = new Spend(
                whole(row, first),
                whole(row, first + 1),
                whole(row, first + 2),
                tokens,
                new Usd(whole(row, first + 10)),
                new Usd(whole(row, first + 11)),
                new Usd(whole(row, first + 12)));
        sums.add(row.getInt(1) - 1, values, spend);
    }

    /** Sums of whole numbers are exact in both databases; one that is too large is an error, not a wrong number. */
    private static long whole(ResultSet row, int column) throws SQLException {
        return row.getBigDecimal(column) == null ? 0 : row.getBigDecimal(column).longValueExact();
    }
}
