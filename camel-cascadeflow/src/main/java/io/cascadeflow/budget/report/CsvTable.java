package io.cascadeflow.budget.report;

import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rows as RFC 4180 says, safe to open in a spreadsheet. */
final class CsvTable<T> implements Consumer<T> {

    private static final String LINE_END = "\r\n";

    /**
     * What spreadsheets take for the beginning of a formula: the list of OWASP's page on CSV injection, in its wide forms and
     * behind white space too. The apostrophe is ours, so that it can be taken away again.
     */
    private static final Pattern FORMULA =
            Pattern.compile("(?s)[\\s\\p{Z}\\p{Cntrl}\\uFEFF]*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20'].*|[\\t\\r\\n].*");

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\\r\\n]|^\\s|\\s$");

    private final Table<T> table;
    private final Writer out;

    CsvTable(Table<T> table, Writer out) {
        this.table = table;
        this.out = out;
        write(table.columns().stream().map(column -> cell(column.name())).toList());
    }

    @Override
    public void accept(T row) {
        write(table.columns().stream()
                .map(column -> cell(column.value().apply(row)))
                .toList());
    }

    private void write(Iterable<String> cells) {
        try {
            out.write(String.join(",", cells));
            out.write(LINE_END);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Numbers are written as they are: a negative one is no formula. */
    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Usd amount) {
            return amount.toString();
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof Number ? value.toString() : quoted(harmless(value.toString()));
    }

    private static String harmless(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    private static String quoted(String text) {
        return NEEDS_QUOTES.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
