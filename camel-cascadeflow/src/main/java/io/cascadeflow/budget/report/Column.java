package io.cascadeflow.budget.report;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table.
 *
 * @param name what stands in the header
 * @param meaning what its values mean, for documentation
 * @param value the value of a row: text, a number, a truth value, an instant, a day or US dollars; absent when there is none
 * @param <T> the rows
 */
public record Column<T>(String name, String meaning, Function<T, @Nullable Object> value) {}
