package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.budget.jdbc.Insert.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the lines. To be called under the accounts' locks, so that the lines of each are in order. */
final class EntryRows {

    private static final Insert<Line> ENTRY = new Insert<>("cascadeflow_entry", columns());
    private static final Insert<Place> PLACE = new Insert<>(
            "cascadeflow_entry_account",
            List.of(Column.number("account_id", Place::account), Column.number("sequence", Place::sequence)));
    private static final String[] KEYS = {"sequence", "hold_key", "part"};

    /** A line on an account. */
    private record Place(long account, long sequence) {}

    /** What tells a line from all others. */
    record Part(String key, int part) {}

    private EntryRows() {}

    private static List<Column<Line>> columns() {
        List<Column<Line>> columns = new ArrayList<>();
        CallColumns.columns().forEach(column -> columns.add(column.of(Line::hold)));
        columns.add(Column.number("posted_at", line -> Micros.of(line.at())));
        columns.add(Column.text("hold_key", line -> line.hold().key()));
        columns.add(new Column<>("part", "INT", Line::part));
        columns.add(Column.text("status", line -> line.posting().status().name()));
        columns.add(
                Column.number("held_usd", line -> line.posting().held().usd().nanos()));
        columns.add(Column.number("held_calls", line -> line.posting().held().calls()));
        columns.add(Column.number("held_tokens", line -> line.posting().held().tokens()));
        columns.add(Column.number(
                "settled_usd", line -> line.posting().settled().usd().nanos()));
        columns.add(
                Column.number("settled_calls", line -> line.posting().settled().calls()));
        columns.add(
                Column.number("settled_tokens", line -> line.posting().settled().tokens()));
        SettlementColumns.columns().forEach(column -> columns.add(column.of(EntryRows::settlement)));
        return columns;
    }

    private static Optional<Settlement> settlement(Line line) {
        return Optional.ofNullable(line.posting().settlement());
    }

    /** Fails as a unique violation when a line of the same key and part is there. */
    static void insert(Connection connection, List<Line> lines) throws SQLException {
        Map<Part, Long> sequences = new HashMap<>();
        try (PreparedStatement insert = connection.prepareStatement(ENTRY.sql(), KEYS)) {
            ENTRY.set(connection, insert, lines);
            insert.executeUpdate();
            try (ResultSet row = insert.getGeneratedKeys()) {
                while (row.next()) {
                    sequences.put(new Part(row.getString(2), row.getInt(3)), row.getLong(1));
                }
            }
        }
        List<Place> places = places(lines, sequences);
        if (!places.isEmpty()) {
            PLACE.into(connection, places);
        }
    }

    private static List<Place> places(List<Line> lines, Map<Part, Long> sequences) {
        List<Place> places = new ArrayList<>();
        for (Line line : lines) {
            Long sequence = sequences.get(new Part(line.hold().key(), line.part()));
            for (StoredAccount account : line.hold().accounts()) {
                places.add(new Place(account.id(), sequence == null ? 0 : sequence));
            }
        }
        return places;
    }

    /** What became of a key in the end; empty when no line has it. */
    static Optional<HoldStatus> status(Connection connection, String key) throws SQLException {
        String sql =
                "SELECT status FROM cascadeflow_entry WHERE hold_key = ? ORDER BY part DESC FETCH FIRST 1 ROW ONLY";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, key);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(HoldStatus.valueOf(rows.getString(1))) : Optional.empty();
            }
        }
    }

    /** Those of the lines that are there already. */
    static Set<Part> present(Connection connection, List<Line> lines) throws SQLException {
        String sql =
                "SELECT hold_key, part FROM cascadeflow_entry WHERE hold_key IN (SELECT * FROM UNNEST(CAST(? AS VARCHAR ARRAY)))";
        Function<Line, @Nullable Object> key = line -> line.hold().key();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(
                    1,
                    connection.createArrayOf("varchar", lines.stream().map(key).toArray()));
            Set<Part> present = new HashSet<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    present.add(new Part(rows.getString(1), rows.getInt(2)));
                }
            }
            return present;
        }
    }
}
