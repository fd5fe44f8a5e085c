package io.cascadeflow.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps answers in this process, up to a number of bytes; those that are asked for least go first. Needs Caffeine. Thread-safe. */
public final class MemoryStore implements CacheStore {

    /** What an entry takes beside its value: the key, and Caffeine's own account of it. */
    private static final int ENTRY_BYTES = 256;

    private final Cache<String, byte[]> kept;

    /**
     * @param mostBytes that all entries take together, 1 or more
     * @param maxAge of an entry
     */
    public MemoryStore(long mostBytes, Duration maxAge, Clock clock) {
        this.kept = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((String key, byte[] value) -> value.length + ENTRY_BYTES)
                .expireAfterWrite(maxAge)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    @Override
    public CompletionStage<byte @Nullable []> get(String key) {
        return CompletableFuture.completedFuture(kept.getIfPresent(key));
    }

    @Override
    public CompletionStage<@Nullable Void> put(String key, byte[] value, Duration maxAge) {
        kept.put(key, value.clone());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<@Nullable Void> remove(String key) {
        kept.invalidate(key);
        return CompletableFuture.completedFuture(null);
    }

    /** How many are kept, about. */
    long size() {
        kept.cleanUp();
        return kept.estimatedSize();
    }
}
