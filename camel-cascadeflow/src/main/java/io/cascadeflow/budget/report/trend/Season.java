package io.cascadeflow.budget.report.trend;

import io.cascadeflow.budget.CalendarWindow;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Which buckets are alike: the same weekday, the same hour of the day. */
final class Season {

    private static final int LIKE_ENOUGH = 4;

    private Season() {}

    /** How many kinds of buckets there are; 1 when all are alike. */
    static int kinds(CalendarWindow every) {
        return switch (every.unit()) {
            case HOUR -> 24;
            case DAY -> 7;
            case MINUTE, WEEK, MONTH -> 1;
        };
    }

    /** The kind of the bucket that begins at an instant, from 0. */
    static int kindOf(CalendarWindow every, Instant start) {
        ZonedDateTime time = start.atZone(every.zone());
        return switch (every.unit()) {
            case HOUR -> time.getHour();
            case DAY -> time.getDayOfWeek().getValue() - 1;
            case MINUTE, WEEK, MONTH -> 0;
        };
    }

    /** Whether each kind has been seen often enough for its own middle to mean something. */
    static boolean isKnown(int[] kinds, int count) {
        int[] seen = new int[count];
        IntStream.of(kinds).forEach(kind -> seen[kind]++);
        return count > 1 && Arrays.stream(seen).allMatch(times -> times >= LIKE_ENOUGH);
    }

    /** All alike. */
    static int[] none(int length) {
        return new int[length];
    }
}
