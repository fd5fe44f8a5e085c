package io.cascadeflow.camel.gateway.keys.jdbc;

import io.cascadeflow.camel.gateway.keys.Bounded;
import io.cascadeflow.camel.gateway.keys.KeyStoreException;
import io.cascadeflow.camel.gateway.keys.StoredKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for ten seconds what the database said about an id, also that there is no such key. After five, whoever asks next
 * has it looked up again and does not wait for that. Several who ask for one id at once share one look. Thread-safe.
 */
final class KeyCache {

    /** Since when the database is asked at the latest: a revocation is seen after that time everywhere. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    static final Duration FRESH = Duration.ofSeconds(5);
    private static final int MOST = 10_000;

    private final Bounded<String, Look> looks = new Bounded<>(MOST);
    private final Function<String, CompletionStage<Optional<StoredKey>>> database;
    private final Clock clock;

    /**
     * A look into the database.
     *
     * @param began before it asked
     * @param before the look before, for as long as this one takes or if it fails
     */
    private record Look(
            Instant began,
            CompletableFuture<Optional<StoredKey>> answer,
            @Nullable Look before) {

        boolean isYoungerThan(Duration age, Instant now) {
            return !now.isBefore(began) && now.isBefore(began.plus(age));
        }

        boolean hasAnswer() {
            return answer.isDone() && !answer.isCompletedExceptionally();
        }

        /** The newest that has its answer and is not too old; else this one, for which one must wait. */
        Look best(Instant now) {
            return !hasAnswer() && before != null && before.isYoungerThan(LONGEST, now) ? before : this;
        }
    }

    KeyCache(Function<String, CompletionStage<Optional<StoredKey>>> database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    CompletionStage<Optional<StoredKey>> find(String id) {
        Instant now = clock.instant();
        Look mine = new Look(now, new CompletableFuture<>(), null);
        Look current = looks.change(id, mine, look -> wanted(look, mine, now));
        if (current.answer == mine.answer) {
            look(id, mine);
        }
        return current.best(now).answer;
    }

    /** The next look begins now, if it is not under way. */
    private static Look wanted(Look last, Look mine, Instant now) {
        boolean underWay = !last.answer.isDone() && last.isYoungerThan(LONGEST, now);
        if (last.answer == mine.answer || underWay || (last.hasAnswer() && last.isYoungerThan(FRESH, now))) {
            return last;
        }
        Look answered = last.hasAnswer() ? last : last.before;
        return new Look(
                mine.began, mine.answer, answered == null ? null : new Look(answered.began, answered.answer, null));
    }

    private void look(String id, Look look) {
        database.apply(id).whenComplete((key, failure) -> {
            if (failure != null) {
                look.answer.completeExceptionally(failure);
            } else if (look.isYoungerThan(LONGEST, clock.instant())) {
                look.answer.complete(key);
            } else {
                look.answer.completeExceptionally(new KeyStoreException(
                        "the database took so long to find a key that it may have been revoked meanwhile"));
            }
        });
    }

    /** What was said is not true any more; a look that is under way is not for those who ask from now on. */
    void forget(String id) {
        looks.remove(id);
    }
}
