package io.cascadeflow.budget.report.bill;

import io.cascadeflow.budget.report.bill.Bill.Item;
import io.cascadeflow.budget.report.bill.Bill.Problem;
import io.cascadeflow.budget.report.bill.CsvRecords.CsvRecord;
import io.cascadeflow.model.ModelId;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one bill. Not thread-safe. */
final class BillReader {

    private static final int PROBLEMS_KEPT = 1_000;
    private static final int FINEST = 30;
    private static final BigDecimal HIGHEST = new BigDecimal("1e9");

    private final BillFormat format;
    private final Map<Item, BigDecimal> amounts = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private long rows;
    private long problemCount;

    /** Where the columns are. */
    private record Columns(int count, int day, int model, int amount) {}

    BillReader(BillFormat format) {
        this.format = format;
    }

    Bill read(Reader in) {
        CsvRecords records = new CsvRecords(in, format.separator());
        try {
            Columns columns = columns(records.next());
            Optional<CsvRecord> row = records.next();
            while (row.isPresent()) {
                add(row.get(), columns);
                row = records.next();
            }
        } catch (CsvException e) {
            problem(e.line(), e.getMessage() + "; nothing after it is read");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Bill(format.provider(), amounts, rows, problems, problemCount);
    }

    private Columns columns(Optional<CsvRecord> header) {
        List<String> names = header.map(CsvRecord::fields).orElse(List.of()).stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        return new Columns(
                names.size(),
                column(names, format.dayColumn()),
                column(names, format.modelColumn()),
                column(names, format.amountColumn()));
    }

    private static int column(List<String> names, String wanted) {
        String name = wanted.strip().toLowerCase(Locale.ROOT);
        int place = names.indexOf(name);
        if (place < 0 || place != names.lastIndexOf(name)) {
            throw new IllegalArgumentException(
                    "the bill's first row has the column '%s' %s: it has %s; set the format's columns and separator"
                            .formatted(wanted, place < 0 ? "not at all" : "twice", names));
        }
        return place;
    }

    private void add(CsvRecord row, Columns columns) {
        if (row.isBlank()) {
            return;
        }
        if (row.malformed()) {
            problem(row.line(), "has text after a closing quote");
            return;
        }
        if (row.fields().size() != columns.count()) {
            problem(
                    row.line(),
                    "has %d columns instead of %d".formatted(row.fields().size(), columns.count()));
            return;
        }
        List<String> wrong = new ArrayList<>();
        LocalDate day = day(row.fields().get(columns.day()).strip(), wrong);
        ModelId model = model(row.fields().get(columns.model()).strip(), wrong);
        BigDecimal amount = amount(row.fields().get(columns.amount()).strip(), wrong);
        if (day != null && model != null && amount != null) {
            amounts.merge(new Item(day, model), amount, BigDecimal::add);
            rows++;
        } else {
            problem(row.line(), String.join("; ", wrong));
        }
    }

    private @Nullable LocalDate day(String text, List<String> wrong) {
        try {
            return format.days().dayOf(text);
        } catch (DateTimeException | NumberFormatException e) {
            wrong.add("has no day in the column '%s'".formatted(format.dayColumn()));
            return null;
        }
    }

    private @Nullable ModelId model(String text, List<String> wrong) {
        String name = format.models().apply(text).strip();
        if (name.isEmpty()) {
            wrong.add("names no model in the column '%s'".formatted(format.modelColumn()));
            return null;
        }
        return new ModelId(format.provider(), name);
    }

    /** A dollar sign is taken away; a comma might be a decimal one, so it is refused. */
    private @Nullable BigDecimal amount(String text, List<String> wrong) {
        try {
            BigDecimal amount = new BigDecimal(text.startsWith("$") ? text.substring(1) : text);
            if (Math.abs((long) amount.scale()) <= FINEST && amount.abs().compareTo(HIGHEST) <= 0) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // told below, as is an amount that no bill has
        }
        wrong.add("has no amount like 1234.56 in the column '%s'".formatted(format.amountColumn()));
        return null;
    }

    private void problem(int line, String what) {
        problemCount++;
        if (problems.size() < PROBLEMS_KEPT) {
            problems.add(new Problem(line, what));
        }
    }
}
