package io.cascadeflow.camel.cache;

import io.cascadeflow.cache.AnswerCache;
import io.cascadeflow.cache.CachePlan;
import io.cascadeflow.cache.CacheStore;
import io.cascadeflow.cache.MemoryStore;
import io.cascadeflow.camel.observe.Observer;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;

/**
 * The caches of a context, by the names of its cascades. What is in one stays when a configuration is read again: an answer is
 * found only where all that it depends on is the same.
 */
public final class AnswerCaches implements Caches {

    private final CamelContext context;
    private final Clock clock;
    private final Observer observer;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(CachePlan plan, AnswerCache cache) {}

    public AnswerCaches(CamelContext context, Clock clock, Observer observer) {
        this.context = context;
        this.clock = clock;
        this.observer = observer;
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
        return new AnswerCache(store(cascade, plan), plan.maxAge(), clock, event -> observer.cache(cascade, event));
    }

    private CacheStore store(String cascade, CachePlan plan) {
        if (plan.store() == null) {
            return memory(cascade, plan);
        }
        CacheStore bound = context.getRegistry().lookupByNameAndType(plan.store(), CacheStore.class);
        if (bound == null) {
            throw new IllegalArgumentException("cascade '%s': the registry has no %s named '%s' for its cache; bind it"
                    .formatted(cascade, CacheStore.class.getName(), plan.store()));
        }
        return bound;
    }

    private CacheStore memory(String cascade, CachePlan plan) {
        try {
            return new MemoryStore(plan.maxBytes(), plan.maxAge(), clock);
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "cascade '%s': a cache in memory needs com.github.ben-manes.caffeine:caffeine on the class path; add it, or name a store"
                            .formatted(cascade),
                    e);
        }
    }
}
