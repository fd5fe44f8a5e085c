package io.cascadeflow.budget.report;

import io.cascadeflow.budget.CalendarWindow;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which spending to add up, and how to tell it apart. Immutable.
 *
 * @param range when it was posted
 * @param every the length of the time buckets; absent: the whole range is one
 * @param by a sum for each combination of these keys' values; empty: one sum for all
 * @param where only calls that have these values; empty: all calls
 */
public record SpendQuery(
        SpendRange range, @Nullable CalendarWindow every, List<SpendKey> by, Map<SpendKey, String> where) {

    public SpendQuery {
        by = List.copyOf(new LinkedHashSet<>(by));
        Map<SpendKey, String> sorted = new TreeMap<>();
        sorted.putAll(where);
        where = Collections.unmodifiableMap(sorted);
    }

    /** All spending of a range in one sum. */
    public static SpendQuery of(Instant from, Instant to) {
        return new SpendQuery(new SpendRange(from, to), null, List.of(), Map.of());
    }

    /** Sums for each minute, hour, day, week or month, as the clocks of its zone show them. */
    public SpendQuery every(CalendarWindow length) {
        return new SpendQuery(range, length, by, where);
    }

    public SpendQuery by(SpendKey... keys) {
        return new SpendQuery(range, every, Arrays.asList(keys), where);
    }

    /** Only calls with this value; the empty value stands for calls that have none. */
    public SpendQuery where(SpendKey key, String value) {
        Map<SpendKey, String> more = new TreeMap<>();
        more.putAll(where);
        more.put(key, value);
        return new SpendQuery(range, every, by, more);
    }

    /** Whether a call may be in several sums. */
    public boolean isByAccount() {
        return by.stream().anyMatch(SpendKey::isOfAccount)
                || where.keySet().stream().anyMatch(SpendKey::isOfAccount);
    }
}
