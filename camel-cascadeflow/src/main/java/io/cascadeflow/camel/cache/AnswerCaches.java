package io.cascadeflow.camel.cache;

import io.cascadeflow.cache.AnswerCache;
import io.cascadeflow.cache.CachePlan;
import io.cascadeflow.cache.CacheStore;
import io.cascadeflow.cache.MemoryStore;
import io.cascadeflow.cache.SimilarQuestions;
import io.cascadeflow.camel.observe.Observer;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * The caches of a context, by the names of its cascades. What is in one stays when a configuration is read again: an answer is
 * found only where all that it depends on is the same.
 */
public final class AnswerCaches implements Caches {

    private final CamelContext context;
    private final Clock clock;
    private final Observer observer;
    private final Function<String, Vectors> vectors;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(CachePlan plan, AnswerCache cache) {}

    /** @param vectors finds the bean that makes them, or throws {@link IllegalArgumentException} */
    public AnswerCaches(CamelContext context, Clock clock, Observer observer, Function<String, Vectors> vectors) {
        this.context = context;
        this.clock = clock;
        this.observer = observer;
        this.vectors = vectors;
    }

    @Override
    public AnswerCache of(String cascade, CachePlan plan) {
        return kept.compute(
                        cascade,
                        (name, before) -> before != null && before.plan().equals(plan)
                                ? before
                                : new Kept(plan, make(name, plan)))
                .cache();
    }

    private AnswerCache make(String cascade, CachePlan plan) {
        return new AnswerCache(
                store(cascade, plan),
                plan.maxAge(),
                clock,
                event -> observer.cache(cascade, event),
                plan.similar() == null ? null : similar(cascade, plan, plan.similar()));
    }

    private SimilarQuestions similar(String cascade, CachePlan plan, CachePlan.Similar similar) {
        Vectors with = vectors(cascade, similar.embeddingModel());
        return inMemory(
                cascade, () -> new SimilarQuestions(plan, similar.atLeast(), clock, with.embedder(), with.workers()));
    }

    private Vectors vectors(String cascade, String embeddingModel) {
        try {
            return vectors.apply(embeddingModel);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cascade '%s': cache.similar: %s".formatted(cascade, e.getMessage()), e);
        }
    }

    private CacheStore store(String cascade, CachePlan plan) {
        if (plan.store() == null) {
            return inMemory(cascade, () -> new MemoryStore(plan.maxBytes(), plan.maxAge(), clock));
        }
        CacheStore bound = context.getRegistry().lookupByNameAndType(plan.store(), CacheStore.class);
        if (bound == null) {
            throw new IllegalArgumentException("cascade '%s': the registry has no %s named '%s' for its cache; bind it"
                    .formatted(cascade, CacheStore.class.getName(), plan.store()));
        }
        return bound;
    }

    private static <T> T inMemory(String cascade, Supplier<T> made) {
        try {
            return made.get();
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "cascade '%s': a cache in memory needs com.github.ben-manes.caffeine:caffeine on the class path; add it, or name a store and look for no similar questions"
                            .formatted(cascade),
                    e);
        }
    }
}
