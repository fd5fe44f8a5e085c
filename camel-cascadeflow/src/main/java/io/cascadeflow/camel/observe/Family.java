package io.cascadeflow.camel.observe;

import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The meters of one metric, by the values of its labels. It has a bounded number, whatever values come: whoever names models or
 * cascades by messages must not fill the registry. Safe to share between threads.
 *
 * @param <M> the kind of meter
 */
final class Family<M> {

    /** Stands for all values beyond the bound. */
    static final String OTHER = "other";

    private static final int MOST = 500;
    private static final int LONGEST = 200;

    private final Metric metric;
    private final Function<Tags, M> make;
    private final Map<List<String>, M> meters = new ConcurrentHashMap<>();

    Family(Metric metric, Function<Tags, M> make) {
        this.metric = metric;
        this.make = make;
    }

    /** The meter of these values, in the order of the metric's labels. */
    M of(String... values) {
        List<String> key = List.of(values);
        M known = meters.get(key);
        return known != null ? known : fresh(key);
    }

    private synchronized M fresh(List<String> key) {
        boolean fits = meters.size() < MOST && key.stream().allMatch(value -> value.length() <= LONGEST);
        return meters.computeIfAbsent(fits ? key : other(key), values -> make.apply(tags(values)));
    }

    private List<String> other(List<String> key) {
        List<String> other = new ArrayList<>(key);
        for (int i = 0; i < metric.open(); i++) {
            other.set(i, OTHER);
        }
        return other;
    }

    private Tags tags(List<String> values) {
        Tags tags = Tags.empty();
        for (int i = 0; i < values.size(); i++) {
            tags = tags.and(metric.labels().get(i), values.get(i));
        }
        return tags;
    }
}
