package io.cascadeflow.budget.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One sum of a report.
 *
 * @param bucket when
 * @param key whose: the value of each key of the query, in its order
 * @param spend how much
 */
public record SpendRow(TimeBucket bucket, Map<SpendKey, String> key, Spend spend) {

    public SpendRow {
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
    }

    /** The value of a key of the query; empty for calls of which it is not known. */
    public String value(SpendKey of) {
        String value = key.get(of);
        if (value == null) {
            throw new IllegalArgumentException(
                    "the sums are not told apart by %s: add it to the query's keys".formatted(of.text()));
        }
        return value;
    }
}
