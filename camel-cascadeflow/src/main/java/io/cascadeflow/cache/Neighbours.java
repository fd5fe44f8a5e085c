package io.cascadeflow.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the questions of kept answers mean, in this process: so many at most, and as old as answers get. It knows neither questions nor
 * answers. Needs Caffeine. Thread-safe.
 */
final class Neighbours {

    /** All of them are compared with each question: their number bounds what that takes. */
    static final int MOST = 10_000;

    /** What an entry takes beside its vector. */
    private static final int ENTRY_BYTES = 512;

    private static final long MOST_BYTES = 1L << 30;

    private final double atLeast;
    private final Cache<CacheKey, Known> known;

    private record Known(String place, Direction direction) {}

    /**
     * A question that was answered.
     *
     * @param key what its answer is kept under
     * @param similarity to the one that is asked, 0 to 1
     */
    record Near(CacheKey key, double similarity) {}

    Neighbours(CachePlan plan, double atLeast, Clock clock) {
        long bytes = Math.min(plan.maxBytes(), MOST_BYTES);
        int least = (int) ((bytes + MOST - 1) / MOST);
        this.atLeast = atLeast;
        this.known = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((CacheKey key, Known one) ->
                        Math.max(least, one.direction().bytes() + ENTRY_BYTES))
                .expireAfterWrite(plan.maxAge())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    /** The nearest one of the same place, if it is near enough. */
    Optional<Near> nearest(String place, Direction asked) {
        Near nearest = null;
        for (var entry : known.asMap().entrySet()) {
            if (entry.getValue().place().equals(place)) {
                double similarity = asked.cosine(entry.getValue().direction());
                if (similarity >= atLeast && (nearest == null || similarity > nearest.similarity())) {
                    nearest = new Near(entry.getKey(), similarity);
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    void add(String place, CacheKey key, Direction direction) {
        known.put(key, new Known(place, direction));
    }

    void remove(CacheKey key) {
        known.invalidate(key);
    }

    /** How many there are, about. */
    long size() {
        known.cleanUp();
        return known.estimatedSize();
    }
}
