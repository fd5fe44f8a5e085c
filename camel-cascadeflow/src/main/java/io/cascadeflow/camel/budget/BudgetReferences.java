package io.cascadeflow.camel.budget;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Reads how routes and configurations say which budgets a call must fit: by name, or as an amount such as 0.05. */
public final class BudgetReferences {

    /** US dollars below a billion, to the nano-dollar. */
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private static final Pattern NUMBER = Pattern.compile("[0-9.]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

    private BudgetReferences() {}

    /**
     * The budgets in the order written, each once. Whether those that are named exist is not looked at.
     *
     * @param option what is read, for messages
     * @param text names and amounts, separated by commas
     * @throws IllegalArgumentException when one is neither
     */
    public static List<String> parse(String option, String text) {
        List<String> references =
                Arrays.stream(text.split(",", -1)).map(String::strip).distinct().toList();
        for (String reference : references) {
            if (!isReference(reference)) {
                throw new IllegalArgumentException(
                        "%s: '%s' is neither the name of a budget nor an amount in US dollars; write support, or 0.05"
                                .formatted(option, reference));
            }
        }
        return references;
    }

    /** Whether {@code text} is a budget's name or an amount. */
    public static boolean isReference(String text) {
        return isAmount(text) || isName(text);
    }

    /** Whether a budget can have this name: one that reads as a number would be taken for an amount. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches() && !NUMBER.matcher(text).matches();
    }

    /** Whether a reference stands for an amount, not for a budget of the configuration. */
    public static boolean isAmount(String reference) {
        return AMOUNT.matcher(reference).matches();
    }
}
