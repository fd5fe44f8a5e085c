package io.cascadeflow.budget.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Inserts any number of rows by one statement that is always the same, one array for each column: both databases take that,
 * and it is prepared once.
 *
 * @param table the table
 * @param columns its columns, with the value that each has for a row
 * @param sql the statement
 */
public record Insert<T>(String table, List<Column<T>> columns, String sql) {

    public Insert(String table, List<Column<T>> columns) {
        this(table, columns, sql(table, columns));
    }

    /** A column: its name, its SQL type, and the value for a row. */
    public record Column<T>(String name, String type, Function<T, @Nullable Object> value) {

        public static <T> Column<T> text(String name, Function<T, @Nullable Object> value) {
            return new Column<>(name, "VARCHAR", value);
        }

        public static <T> Column<T> number(String name, Function<T, @Nullable Object> value) {
            return new Column<>(name, "BIGINT", value);
        }

        /** The same column for rows of which this one's are a part. */
        <R> Column<R> of(Function<R, T> part) {
            return new Column<>(name, type, row -> value.apply(part.apply(row)));
        }
    }

    /** How many rows went in: all of them. */
    public int into(Connection connection, List<T> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            set(connection, insert, rows);
            return insert.executeUpdate();
        }
    }

    private static <T> String sql(String table, List<Column<T>> columns) {
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String arrays = columns.stream()
                .map(column -> "CAST(? AS %s ARRAY)".formatted(column.type()))
                .collect(Collectors.joining(", "));
        return "INSERT INTO %s (%s) SELECT * FROM UNNEST(%s)".formatted(table, names, arrays);
    }

    void set(Connection connection, PreparedStatement insert, List<T> rows) throws SQLException {
        int next = 1;
        for (Column<T> column : columns) {
            @Nullable Object[] values = rows.stream().map(column.value()).toArray();
            String type = column.type().toLowerCase(Locale.ROOT);
            insert.setArray(next++, connection.createArrayOf(type, values));
        }
    }
}
