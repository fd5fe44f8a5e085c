package io.cascadeflow.budget.report;

import io.cascadeflow.budget.Account;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Adds up lines that come in the order of time, and passes on the rows of a bucket when it is over. Not thread-safe. */
final class SpendFold implements Consumer<SpendLine> {

    private final SpendQuery query;
    private final Consumer<SpendRow> each;
    private final Iterator<TimeBucket> later;
    private final Map<List<String>, Spend> sums = new TreeMap<>(SpendFold::compare);
    private TimeBucket bucket;

    SpendFold(SpendQuery query, Consumer<SpendRow> each) {
        this.query = query;
        this.each = each;
        this.later = TimeBucket.of(query.range(), query.every()).iterator();
        this.bucket = later.next();
    }

    @Override
    public void accept(SpendLine line) {
        while (!line.at().isBefore(bucket.end())) {
            end();
            bucket = later.next();
        }
        if (!query.isByAccount() || line.accounts().isEmpty()) {
            add(line, null);
            return;
        }
        places(line).forEach((place, account) -> add(line, account));
    }

    /** A call that goes to two windows of one budget is once in the sum of that budget. */
    private Map<List<String>, Account> places(SpendLine line) {
        Map<List<String>, Account> places = new LinkedHashMap<>();
        for (Account account : line.accounts()) {
            if (matches(line, account)) {
                places.putIfAbsent(values(line, account), account);
            }
        }
        return places;
    }

    private void add(SpendLine line, @Nullable Account account) {
        if (!matches(line, account)) {
            return;
        }
        List<String> values = values(line, account);
        if (!sums.containsKey(values)) {
            SpendSource.requireRoom(sums.size());
        }
        sums.merge(values, Spend.of(line), Spend::plus);
    }

    private boolean matches(SpendLine line, @Nullable Account account) {
        return query.where().entrySet().stream()
                .allMatch(want -> want.getKey().valueOf(line, account).equals(want.getValue()));
    }

    private List<String> values(SpendLine line, @Nullable Account account) {
        List<String> values = new ArrayList<>(query.by().size());
        query.by().forEach(key -> values.add(key.valueOf(line, account)));
        return values;
    }

    /** Passes on the rows of the bucket that is over. */
    void end() {
        sums.forEach((values, spend) -> each.accept(row(query, bucket, values, spend)));
        sums.clear();
    }

    static SpendRow row(SpendQuery query, TimeBucket bucket, List<String> values, Spend spend) {
        Map<SpendKey, String> key = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            key.put(query.by().get(i), values.get(i));
        }
        return new SpendRow(bucket, key, spend);
    }

    /** The same order for every source, whatever the order of texts in a database. */
    static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
