package io.cascadeflow.budget.report;

import io.cascadeflow.budget.CalendarWindow;
import io.cascadeflow.budget.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time that has a sum of its own. The first and the last of a range are cut to it.
 *
 * @param id the id of the calendar window, as in {@code 2026-11-23}; the whole range as ISO 8601 writes it
 * @param start the first instant
 * @param end the first instant after it
 */
public record TimeBucket(String id, Instant start, Instant end) {

    private static final int MOST = 100_000;

    /**
     * The buckets of a range, without gaps. On the day a clock is put forward or back, a day has 23 or 25 hours.
     *
     * @param every their length; absent: one for the whole range
     * @throws IllegalArgumentException when there are more than 100,000
     */
    public static List<TimeBucket> of(SpendRange range, @Nullable CalendarWindow every) {
        if (every == null) {
            return List.of(new TimeBucket(range.toString(), range.from(), range.to()));
        }
        List<TimeBucket> buckets = new ArrayList<>();
        for (Instant start = range.from(); start.isBefore(range.to()); ) {
            Window.Span span = every.spanAt(start, "");
            Instant end = Objects.requireNonNull(span.end(), "a calendar window ends");
            Instant cut = end.isBefore(range.to()) ? end : range.to();
            buckets.add(new TimeBucket(span.id(), start, cut));
            requireFew(buckets.size(), range, every);
            start = cut;
        }
        return List.copyOf(buckets);
    }

    /** Whether it is all of its calendar window, not what a range has left of it. */
    public boolean isWhole(CalendarWindow every) {
        Window.Span span = every.spanAt(start, "");
        Window.Span before = every.spanAt(start.minusNanos(1), "");
        return end.equals(span.end()) && !before.id().equals(span.id());
    }

    private static void requireFew(int count, SpendRange range, CalendarWindow every) {
        if (count > MOST) {
            throw new IllegalArgumentException(
                    "%s has more than %d buckets of a %s: choose a shorter range or longer buckets"
                            .formatted(range, MOST, every.unit().name().toLowerCase(Locale.ROOT)));
        }
    }
}
