package io.cascadeflow.cache;

import io.cascadeflow.cache.Neighbours.Near;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Finds the question that means the same as one that is asked, among those that this node answered. Thread-safe. */
public final class SimilarQuestions {

    private final Neighbours neighbours;
    private final Function<String, float[]> embedder;
    private final Executor workers;

    /**
     * @param embedder makes a vector of a text; may block, and throw
     * @param workers a bounded pool, on which it does and on which is searched
     */
    public SimilarQuestions(
            CachePlan plan, double atLeast, Clock clock, Function<String, float[]> embedder, Executor workers) {
        this.neighbours = new Neighbours(plan, atLeast, clock);
        this.embedder = embedder;
        this.workers = workers;
    }

    /** Fails as the embedder does, and when there is no room to wait for it. */
    CompletableFuture<Optional<Near>> nearest(CacheQuestion question) {
        Wording wording = question.wording();
        return wording == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : CompletableFuture.supplyAsync(() -> nearest(question, wording), workers);
    }

    private Optional<Near> nearest(CacheQuestion question, Wording wording) {
        Optional<Direction> meant = Direction.of(embedder.apply(wording.text()));
        meant.ifPresent(question::means);
        return meant.flatMap(direction -> neighbours.nearest(wording.place(), direction));
    }

    /** Remembers a question whose answer is kept; nothing when its meaning is not known. */
    void add(CacheQuestion question) {
        Wording wording = question.wording();
        Direction direction = question.direction();
        if (wording != null && direction != null) {
            neighbours.add(wording.place(), question.key(), direction);
        }
    }

    void remove(CacheKey key) {
        neighbours.remove(key);
    }
}
