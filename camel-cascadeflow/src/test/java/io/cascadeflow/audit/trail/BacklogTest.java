package io.cascadeflow.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final Duration LONG = Duration.ofHours(1);

    private static Backlog backlog(int records) {
        return new Backlog(new Room(records, false, null), Runnable::run, dropped -> {});
    }

    private static CompletableFuture<List<String>> taken(Backlog backlog, int most, Duration gather) {
        return CompletableFuture.supplyAsync(() -> backlog.take(most, gather).stream()
                .map(record -> String.valueOf(record.id()))
                .toList());
    }

    private static void add(Backlog backlog, int i) {
        backlog.add(() -> DecisionRecord.of(Records.decided(i, "q"), ContentKeeper.HASH), 1);
    }

    private static List<String> get(CompletableFuture<List<String>> taken) throws Exception {
        return taken.get(20, TimeUnit.SECONDS);
    }

    @Test
    void theFirstWaitsUntilThereAreAsManyAsAreTakenAtOnce() throws Exception {
        Backlog backlog = backlog(100);
        CompletableFuture<List<String>> taken = taken(backlog, 3, LONG);
        add(backlog, 0);
        add(backlog, 1);
        assertThat(taken).isNotDone();
        add(backlog, 2);
        assertThat(get(taken)).containsExactly("d0", "d1", "d2");
    }

    @Test
    void theFirstWaitsNoLongerThanItIsTold() throws Exception {
        Backlog backlog = backlog(100);
        CompletableFuture<List<String>> taken = taken(backlog, 3, Duration.ofMillis(5));
        add(backlog, 0);
        assertThat(get(taken)).containsExactly("d0");
    }

    @Test
    void nobodyIsHeldBackForAFewMore() throws Exception {
        Backlog backlog = backlog(2);
        CompletableFuture<List<String>> taken = taken(backlog, 3, LONG);
        add(backlog, 0);
        add(backlog, 1);
        assertThat(get(taken)).containsExactly("d0", "d1");
    }

    @Test
    void theEndWaitsForNothing() throws Exception {
        Backlog backlog = backlog(100);
        CompletableFuture<List<String>> taken = taken(backlog, 3, LONG);
        add(backlog, 0);
        backlog.close();
        assertThat(get(taken)).containsExactly("d0");
        assertThat(get(taken(backlog, 3, LONG))).isEmpty();
    }
}
