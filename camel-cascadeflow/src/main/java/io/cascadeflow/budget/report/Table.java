package io.cascadeflow.budget.report;

import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How rows are written for other programs. Immutable. Nothing is closed or flushed here: that is for who opened the writer.
 *
 * @param columns in order
 * @param <T> the rows
 */
public record Table<T>(List<Column<T>> columns) {

    public Table {
        columns = List.copyOf(columns);
        Set<String> names = new HashSet<>();
        for (Column<T> column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns are named '%s'".formatted(column.name()));
            }
        }
    }

    @SafeVarargs
    public static <T> Table<T> of(Column<T>... columns) {
        return new Table<>(Arrays.asList(columns));
    }

    /** These columns and more. */
    public Table<T> with(List<Column<T>> more) {
        List<Column<T>> all = new ArrayList<>(columns);
        all.addAll(more);
        return new Table<>(all);
    }

    /**
     * Writes each row that it is given as RFC 4180 says: commas, lines end with CR LF, the header first. A text that a
     * spreadsheet would take for a formula gets an apostrophe before it, and so does a text that begins with one: taking one
     * away gives the text back.
     *
     * @throws java.io.UncheckedIOException when the writer fails
     */
    public Consumer<T> csv(Writer out) {
        return new CsvTable<>(this, out);
    }

    /**
     * Writes each row that it is given as one JSON object on a line. Values that are absent are null. Amounts are numbers in
     * plain decimal notation, exact to the nano-dollar.
     *
     * @throws java.io.UncheckedIOException when the writer fails
     */
    public Consumer<T> jsonLines(Writer out) {
        return new JsonLinesTable<>(this, out);
    }
}
