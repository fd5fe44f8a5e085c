package io.cascadeflow.cache;

import io.cascadeflow.cache.Neighbours.Near;
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

    /** A model that makes vectors takes longer than a store, and still less than one that answers. */
    static final Duration PATIENCE_WITH_VECTORS = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(AnswerCache.class);

    private final CacheStore store;
    private final Duration maxAge;
    private final Clock clock;
    private final Consumer<CacheEvent> listener;
    private final @Nullable SimilarQuestions similar;

    /** Gives answers to the same question only. */
    public AnswerCache(CacheStore store, Duration maxAge, Clock clock, Consumer<CacheEvent> listener) {
        this(store, maxAge, clock, listener, null);
    }

    /**
     * @param listener told what happens, on any thread; quick, and throws nothing
     * @param similar finds questions that mean the same; absent when only the same question gets an answer
     */
    public AnswerCache(
            CacheStore store,
            Duration maxAge,
            Clock clock,
            Consumer<CacheEvent> listener,
            @Nullable SimilarQuestions similar) {
        this.store = store;
        this.maxAge = maxAge;
        this.clock = clock;
        this.listener = listener;
        this.similar = similar;
    }

    /**
     * The answer to the same question, or else to a similar one, where that is wanted.
     *
     * @return never fails; empty when there is nothing, or nothing that can be trusted
     */
    public CompletionStage<Optional<FoundAnswer>> find(CacheQuestion question) {
        return find(question.key())
                .thenCompose(same -> same.isPresent() || similar == null
                        ? CompletableFuture.completedFuture(
                                same.map(answer -> new FoundAnswer(question.key(), answer, null)))
                        : findSimilar(question, similar));
    }

    private CompletionStage<Optional<FoundAnswer>> findSimilar(CacheQuestion question, SimilarQuestions among) {
        return asked(() -> among.nearest(question), PATIENCE_WITH_VECTORS)
                .handle((near, failure) -> {
                    noted(failure);
                    return failure == null ? near : Optional.<Near>empty();
                })
                .thenCompose(near -> near.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : look(near.get().key(), answer -> {}).thenApply(answer -> similar(near.get(), answer, among)));
    }

    private Optional<FoundAnswer> similar(Near near, Optional<CachedAnswer> answer, SimilarQuestions among) {
        if (answer.isEmpty()) {
            among.remove(near.key());
        } else {
            listener.accept(CacheEvent.SIMILAR);
        }
        return answer.map(one -> new FoundAnswer(near.key(), one, near.similarity()));
    }

    /** @return never fails; empty when there is nothing, or nothing that can be trusted */
    public CompletionStage<Optional<CachedAnswer>> find(CacheKey key) {
        return look(key, answer -> listener.accept(answer.isPresent() ? CacheEvent.HIT : CacheEvent.MISS));
    }

    private CompletionStage<Optional<CachedAnswer>> look(CacheKey key, Consumer<Optional<CachedAnswer>> told) {
        return asked(() -> store.get(key.digest()), PATIENCE).handle((value, failure) -> {
            if (failure != null) {
                failed(failure);
                return Optional.empty();
            }
            Optional<CachedAnswer> answer = value == null ? Optional.empty() : trusted(key, value);
            told.accept(answer);
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
        if (similar != null) {
            similar.remove(key);
        }
        asked(() -> store.remove(key.digest()), PATIENCE).whenComplete((nothing, failure) -> noted(failure));
    }

    /** Keeps an answer, without waiting for it, also for questions that mean the same. */
    public void keep(CacheQuestion question, CachedAnswer answer) {
        keep(question.key(), answer);
        // what calls a tool is for the very question that asked for it
        if (similar != null && answer.reply().message().toolCalls().isEmpty()) {
            similar.add(question);
        }
    }

    /** Keeps an answer, without waiting for it. */
    public void keep(CacheKey key, CachedAnswer answer) {
        listener.accept(CacheEvent.KEPT);
        asked(() -> store.put(key.digest(), AnswerJson.write(key, answer), maxAge), PATIENCE)
                .whenComplete((nothing, failure) -> noted(failure));
    }

    private static <T extends @Nullable Object> CompletableFuture<T> asked(
            Supplier<? extends CompletionStage<T>> question, Duration patience) {
        try {
            CompletableFuture<T> answer = question.get().toCompletableFuture();
            return answer.isDone() ? answer : answer.copy().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException | LinkageError down) {
            return CompletableFuture.failedFuture(down);
        }
    }

    private void noted(@Nullable Throwable failure) {
        if (failure != null) {
            failed(failure);
        }
    }

    /** The class only: the message of a store or an embedder may quote what it was given. */
    private void failed(Throwable failure) {
        listener.accept(CacheEvent.FAILURE);
        LOG.debug(
                "The store of the cache, or what looks for similar questions, failed: {}",
                failure.getClass().getName());
    }
}
