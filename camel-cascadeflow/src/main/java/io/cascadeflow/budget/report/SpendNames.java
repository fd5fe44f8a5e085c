package io.cascadeflow.budget.report;

import java.util.Locale;

/** Constants as reports write them. */
final class SpendNames {

    private SpendNames() {}

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
