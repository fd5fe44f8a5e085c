package io.cascadeflow.budget.report.trend;

import io.cascadeflow.budget.CalendarWindow;
import io.cascadeflow.budget.report.SpendKey;
import io.cascadeflow.budget.report.SpendQuery;
import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.SpendRow;
import io.cascadeflow.budget.report.SpendSource;
import io.cascadeflow.budget.report.TimeBucket;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was spent under one key in each bucket of a calendar, one after the other. A bucket without spending is a zero, not
 * a gap. It begins with the first bucket in which the key spent anything. Immutable.
 *
 * @param key whose spending; empty when all
 * @param every the length of the buckets
 * @param since from when spending is known
 * @param points the buckets that are over, oldest first, without gaps
 * @param asOf up to when spending is known
 * @param running what was spent since the last whole bucket
 */
public record SpendSeries(
        Map<SpendKey, String> key, CalendarWindow every, Instant since, List<Point> points, Instant asOf, Usd running) {

    /**
     * One bucket.
     *
     * @param bucket when
     * @param amount how much; zero when nothing
     */
    public record Point(TimeBucket bucket, Usd amount) {}

    public SpendSeries {
        key = Map.copyOf(key);
        points = List.copyOf(points);
    }

    /**
     * Reads a series for each key that spent anything in a range. Its end is taken for now; a first bucket that the range cuts
     * is left out.
     *
     * @param query how long the buckets are, and whose spending is told apart
     * @throws IllegalArgumentException when the query has no buckets
     * @throws IllegalStateException when there are more than 100,000 sums
     */
    public static List<SpendSeries> read(SpendSource source, SpendQuery query) {
        CalendarWindow every = query.every();
        if (every == null) {
            throw new IllegalArgumentException("a series needs time buckets: say query.every(...)");
        }
        Map<Map<SpendKey, String>, Map<Instant, Usd>> amounts = new LinkedHashMap<>();
        for (SpendRow row : source.spend(query)) {
            amounts.computeIfAbsent(row.key(), key -> new HashMap<>())
                    .put(row.bucket().start(), row.spend().amount());
        }
        List<TimeBucket> buckets = TimeBucket.of(query.range(), every);
        List<SpendSeries> series = new ArrayList<>();
        amounts.forEach((key, byStart) -> series.add(of(key, every, buckets, byStart, query.range())));
        return List.copyOf(series);
    }

    private static SpendSeries of(
            Map<SpendKey, String> key,
            CalendarWindow every,
            List<TimeBucket> buckets,
            Map<Instant, Usd> amounts,
            SpendRange range) {
        List<Point> points = new ArrayList<>();
        Usd running = Usd.ZERO;
        for (TimeBucket bucket : buckets) {
            Usd amount = amounts.getOrDefault(bucket.start(), Usd.ZERO);
            if (!bucket.isWhole(every)) {
                running = bucket.end().equals(range.to()) ? amount : running;
            } else if (!points.isEmpty() || amount.nanos() != 0) {
                points.add(new Point(bucket, amount));
            }
        }
        return new SpendSeries(key, every, since(buckets, every), points, range.to(), running);
    }

    /** A first bucket that the range cuts is not known. */
    private static Instant since(List<TimeBucket> buckets, CalendarWindow every) {
        TimeBucket first = buckets.get(0);
        return every.spanAt(first.start().minusNanos(1), "").id().equals(first.id()) ? first.end() : first.start();
    }

    /** How many buckets are over. */
    public int size() {
        return points.size();
    }

    /** The same series without its last whole bucket and what came after. */
    SpendSeries withoutLast() {
        Point last = points.get(points.size() - 1);
        return new SpendSeries(
                key,
                every,
                since,
                points.subList(0, points.size() - 1),
                last.bucket().start(),
                Usd.ZERO);
    }

    /** The same series as it was when its last whole bucket ended. */
    public SpendSeries withoutRunning() {
        Instant end =
                points.isEmpty() ? asOf : points.get(points.size() - 1).bucket().end();
        return new SpendSeries(key, every, since, points, end, Usd.ZERO);
    }
}
