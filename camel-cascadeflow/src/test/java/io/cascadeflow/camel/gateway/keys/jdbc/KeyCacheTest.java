package io.cascadeflow.camel.gateway.keys.jdbc;

import static io.cascadeflow.camel.gateway.keys.KeyFixture.issue;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.camel.gateway.keys.KeyStoreException;
import io.cascadeflow.camel.gateway.keys.StoredKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeyCacheTest {

    private final MovableClock clock = new MovableClock();
    private final List<CompletableFuture<Optional<StoredKey>>> looks = new ArrayList<>();
    private final StoredKey key = issue().stored();
    private final KeyCache cache = new KeyCache(id -> look(), clock);

    private CompletableFuture<Optional<StoredKey>> look() {
        CompletableFuture<Optional<StoredKey>> look = new CompletableFuture<>();
        looks.add(look);
        return look;
    }

    private CompletableFuture<Optional<StoredKey>> find() {
        return cache.find("id").toCompletableFuture();
    }

    @Test
    void thoseWhoAskAtOnceShareALook() {
        CompletableFuture<Optional<StoredKey>> first = find();
        CompletableFuture<Optional<StoredKey>> second = find();
        assertThat(looks).hasSize(1);
        looks.get(0).complete(Optional.of(key));
        assertThat(List.of(first, second, find()))
                .allSatisfy(found -> assertThat(found).isCompletedWithValue(Optional.of(key)));
        assertThat(looks).hasSize(1);
    }

    @Test
    void afterFiveSecondsItIsLookedUpAgainAndNobodyWaits() {
        find();
        looks.get(0).complete(Optional.of(key));
        clock.advance(KeyCache.FRESH);

        assertThat(find()).isCompletedWithValue(Optional.of(key));
        assertThat(find()).isCompletedWithValue(Optional.of(key));
        assertThat(looks).hasSize(2);
        looks.get(1).complete(Optional.empty());
        assertThat(find()).isCompletedWithValue(Optional.empty());
    }

    @Test
    void afterTenSecondsWhoeverAsksWaitsForTheDatabase() {
        find();
        looks.get(0).complete(Optional.of(key));
        clock.advance(KeyCache.FRESH);
        find();
        clock.advance(KeyCache.FRESH);

        CompletableFuture<Optional<StoredKey>> found = find();
        assertThat(found).isNotDone();
        looks.get(looks.size() - 1).complete(Optional.empty());
        assertThat(found).isCompletedWithValue(Optional.empty());
    }

    @Test
    void aLookThatFailsIsTriedAgainByTheNextWhileTheAnswerBeforeHolds() {
        find();
        looks.get(0).complete(Optional.of(key));
        clock.advance(KeyCache.FRESH);
        find();
        looks.get(1).completeExceptionally(new KeyStoreException("down"));

        assertThat(find()).isCompletedWithValue(Optional.of(key));
        looks.get(2).completeExceptionally(new KeyStoreException("down"));
        clock.advance(KeyCache.FRESH);
        CompletableFuture<Optional<StoredKey>> found = find();
        looks.get(3).completeExceptionally(new KeyStoreException("down"));
        assertThat(found).isCompletedExceptionally();
    }

    /** It was read at some time within those ten seconds: the key may be revoked since. */
    @Test
    void anAnswerThatTookTenSecondsIsNone() {
        CompletableFuture<Optional<StoredKey>> found = find();
        clock.advance(KeyCache.LONGEST);
        looks.get(0).complete(Optional.of(key));
        assertThat(found).isCompletedExceptionally();
    }

    @Test
    void aLookThatBeganBeforeAChangeIsNotForThoseWhoAskAfterIt() {
        find();
        cache.forget("id");
        CompletableFuture<Optional<StoredKey>> after = find();
        looks.get(0).complete(Optional.of(key));
        assertThat(after).isNotDone();
        looks.get(1).complete(Optional.empty());
        assertThat(find()).isCompletedWithValue(Optional.empty());
    }

    @Test
    void aClockThatWasSetBackIsNoReasonToTrustOldAnswers() {
        find();
        looks.get(0).complete(Optional.of(key));
        clock.advance(Duration.ofSeconds(-1));
        assertThat(find()).isNotDone();
    }
}
