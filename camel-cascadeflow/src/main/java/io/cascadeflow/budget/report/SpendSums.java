package io.cascadeflow.budget.report;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sums of some neighbouring buckets, while lines are added to them. Not thread-safe. */
public final class SpendSums {

    private static final int MOST = 100_000;
    private static final int BUCKETS_AT_ONCE = 100;

    /** Ordered alike whatever the source, which may order texts in its own way. */
    private record Place(int bucket, List<String> values) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = Integer.compare(bucket, other.bucket);
            for (int i = 0; order == 0 && i < values.size(); i++) {
                order = values.get(i).compareTo(other.values.get(i));
            }
            return order;
        }
    }

    private final SpendQuery query;
    private final List<TimeBucket> buckets;
    private final Map<Place, Spend> sums = new TreeMap<>();

    /**
     * Begins with nothing.
     *
     * @param buckets some of the query's, in order
     */
    public SpendSums(SpendQuery query, List<TimeBucket> buckets) {
        this.query = query;
        this.buckets = List.copyOf(buckets);
    }

    /** The buckets of a query, a hundred at a time. */
    public static List<List<TimeBucket>> chunks(SpendQuery query) {
        List<TimeBucket> all = TimeBucket.of(query.range(), query.every());
        List<List<TimeBucket>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BUCKETS_AT_ONCE) {
            chunks.add(all.subList(from, Math.min(all.size(), from + BUCKETS_AT_ONCE)));
        }
        return chunks;
    }

    /** From the beginning of the first bucket to the end of the last. */
    public static SpendRange rangeOf(List<TimeBucket> buckets) {
        return new SpendRange(
                buckets.get(0).start(), buckets.get(buckets.size() - 1).end());
    }

    /** Adds a line, if the query is about it. A call that goes to two windows of one budget is once in that budget's sum. */
    public void add(LedgerEntry entry) {
        Set<List<String>> places = new LinkedHashSet<>();
        if (query.isByAccount() && !entry.accounts().isEmpty()) {
            entry.accounts().forEach(account -> place(entry, account, places));
        } else {
            place(entry, null, places);
        }
        int bucket = places.isEmpty() ? 0 : bucketAt(entry.at());
        places.forEach(values -> add(bucket, values, Spend.of(entry)));
    }

    private void place(LedgerEntry entry, @Nullable Account account, Set<List<String>> places) {
        boolean matches = query.where().entrySet().stream()
                .allMatch(want -> want.getKey().valueOf(entry, account).equals(want.getValue()));
        if (matches) {
            places.add(
                    query.by().stream().map(key -> key.valueOf(entry, account)).toList());
        }
    }

    /**
     * Adds to a sum.
     *
     * @param bucket the number of the bucket, from 0
     * @param values the value of each key of the query
     */
    public void add(int bucket, List<String> values, Spend spend) {
        Place place = new Place(bucket, values);
        if (!sums.containsKey(place)) {
            requireRoom(sums.size());
        }
        sums.merge(place, spend, Spend::plus);
    }

    private int bucketAt(Instant at) {
        int low = 0;
        int high = buckets.size() - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            boolean isOver = !at.isBefore(buckets.get(middle).end());
            low = isOver ? middle + 1 : low;
            high = isOver ? high : middle;
        }
        return low;
    }

    /** Passes on the rows, in order. */
    public void forEach(Consumer<SpendRow> each) {
        sums.forEach((place, spend) -> {
            Map<SpendKey, String> key = new LinkedHashMap<>();
            for (int i = 0; i < place.values().size(); i++) {
                key.put(query.by().get(i), place.values().get(i));
            }
            each.accept(new SpendRow(buckets.get(place.bucket()), key, spend));
        });
    }

    static void requireRoom(int rows) {
        if (rows >= MOST) {
            throw new IllegalStateException(
                    "more than %d sums at once: choose a shorter range, longer buckets or fewer keys, or pass a consumer"
                            .formatted(MOST));
        }
    }
}
