package io.cascadeflow.cache;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives answers again. Whatever its store does, nothing here fails and nobody waits for long: a store that is down costs a call
 * nothing but its cache. Thread-safe.
 */
public final class AnswerCache {

    /** A model takes longer; a store that does, too, is not worth waiting for. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(AnswerCache.class);

    private final CacheStore store;
    private final Duration maxAge;
    private final Clock clock;
    private final Consumer<CacheEvent> listener;

    /** @param listener told what happens, on any thread; quick, and throws nothing */
    public AnswerCache(CacheStore store, Duration maxAge, Clock clock, Consumer<CacheEvent> listener) {
        this.store = store;
        this.maxAge = maxAge;
        this.clock = clock;
        this.listener = listener;
    }

    /** @return never fails; empty when there is nothing, or nothing that can be trusted */
    public CompletionStage<Optional<CachedAnswer>> find(CacheKey key) {
        return asked(() -> store.get(key.digest())).handle((value, failure) -> {
            if (failure != null) {
                failed(failure);
                return Optional.empty();
            }
            Optional<CachedAnswer> answer = value == null ? Optional.empty() : trusted(key, value);
            listener.accept(answer.isPresent() ? CacheEvent.HIT : CacheEvent.MISS);
            return answer;
        });
    }

    private Optional<CachedAnswer> trusted(CacheKey key, byte[] value) {
        Optional<CachedAnswer> answer = AnswerJson.read(key, value);
        if (answer.isEmpty()) {
            LOG.warn("An entry of the cache was not what had been kept under its key, and was taken out");
            reject(key);
            return answer;
        }
        Duration age = Duration.between(answer.get().at(), clock.instant());
        return answer.filter(one -> age.compareTo(maxAge) < 0);
    }

    /** An entry that cannot be used: it is taken out and counted. */
    public void reject(CacheKey key) {
        listener.accept(CacheEvent.POISONED);
        asked(() -> store.remove(key.digest())).whenComplete((nothing, failure) -> noted(failure));
    }

    /** Keeps an answer, without waiting for it. */
    public void keep(CacheKey key, CachedAnswer answer) {
        listener.accept(CacheEvent.KEPT);
        asked(() -> store.put(key.digest(), AnswerJson.write(key, answer), maxAge))
                .whenComplete((nothing, failure) -> noted(failure));
    }

    private static <T extends @Nullable Object> CompletableFuture<T> asked(Supplier<CompletionStage<T>> question) {
        try {
            CompletableFuture<T> answer = question.get().toCompletableFuture();
            return answer.isDone() ? answer : answer.copy().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException | LinkageError down) {
            return CompletableFuture.failedFuture(down);
        }
    }

    private void noted(@Nullable Throwable failure) {
        if (failure != null) {
            failed(failure);
        }
    }

    /** The class only: a store's message may quote what it was given. */
    private void failed(Throwable failure) {
        listener.accept(CacheEvent.FAILURE);
        LOG.debug("The store of the cache failed: {}", failure.getClass().getName());
    }
}
