package io.cascadeflow.budget.report.bill;

import io.cascadeflow.model.ModelId;
import java.io.Reader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A provider's bill, added up. Every row of the file is either in the amounts or among the problems.
 *
 * @param provider whose
 * @param amounts US dollars by model and day, exact; credits are negative
 * @param rows how many rows are in the amounts
 * @param problems what could not be read, the first thousand
 * @param problemCount how many problems there are
 */
public record Bill(
        String provider, Map<Item, BigDecimal> amounts, long rows, List<Problem> problems, long problemCount) {

    /**
     * What an amount is for.
     *
     * @param day when
     * @param model the model, as the bill names it
     */
    public record Item(LocalDate day, ModelId model) {}

    /**
     * Something that is not in the amounts.
     *
     * @param line the line of the file on which the row begins, from 1
     * @param what why not, without the row's contents
     */
    public record Problem(int line, String what) {}

    public Bill {
        amounts = Map.copyOf(amounts);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a bill, one row after the other. Needs memory for its models and days, not for its rows. Does not close.
     *
     * @throws java.io.UncheckedIOException when the file cannot be read
     * @throws IllegalArgumentException when the first row does not name the columns
     */
    public static Bill read(Reader in, BillFormat format) {
        return new BillReader(format).read(in);
    }

    /** All amounts together. */
    public BigDecimal total() {
        return amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
