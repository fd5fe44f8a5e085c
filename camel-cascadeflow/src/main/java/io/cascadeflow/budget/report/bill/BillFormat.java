package io.cascadeflow.budget.report.bill;

import java.util.function.UnaryOperator;

/**
 * How a provider writes its bill. Immutable.
 *
 * @param provider whose bill it is, as in {@code openai:gpt-4o}
 * @param dayColumn the name of the column with the day; names are found in upper and lower case
 * @param modelColumn the column with the model's name
 * @param amountColumn the column with the amount in US dollars
 * @param separator what separates the columns
 * @param days how days are written
 * @param models makes a model's name of what the bill calls it
 */
public record BillFormat(
        String provider,
        String dayColumn,
        String modelColumn,
        String amountColumn,
        char separator,
        BillDays days,
        UnaryOperator<String> models) {

    public BillFormat {
        if (provider.isBlank() || dayColumn.isBlank() || modelColumn.isBlank() || amountColumn.isBlank()) {
            throw new IllegalArgumentException(
                    "a bill needs a provider and the names of three columns:" + " day, model and amount");
        }
        if (separator == '"' || separator == '\n' || separator == '\r') {
            throw new IllegalArgumentException("a bill's columns are separated by a comma, a semicolon or a tab");
        }
    }

    /** Columns separated by commas, days as {@code 2026-11-23}, names of models as they are. */
    public static BillFormat of(String provider, String dayColumn, String modelColumn, String amountColumn) {
        return new BillFormat(
                provider, dayColumn, modelColumn, amountColumn, ',', BillDays.iso(), UnaryOperator.identity());
    }

    public BillFormat separatedBy(char changed) {
        return new BillFormat(provider, dayColumn, modelColumn, amountColumn, changed, days, models);
    }

    public BillFormat withDays(BillDays changed) {
        return new BillFormat(provider, dayColumn, modelColumn, amountColumn, separator, changed, models);
    }

    /** For bills that call a model something else: {@code name -> name.replace(", input", "")}. */
    public BillFormat withModels(UnaryOperator<String> changed) {
        return new BillFormat(provider, dayColumn, modelColumn, amountColumn, separator, days, changed);
    }
}
