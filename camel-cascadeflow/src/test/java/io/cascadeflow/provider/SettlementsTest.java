package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.LedgerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SettlementsTest {

    private final List<CompletableFuture<Void>> pauses = new ArrayList<>();
    private final Settlements settlements = new Settlements(this::pause, Duration.ofSeconds(5));

    private CompletableFuture<Void> pause(Duration duration) {
        pauses.add(new CompletableFuture<>());
        return pauses.get(pauses.size() - 1);
    }

    @Test
    void isDrainedOnlyWhenTheLedgerHasWhatWasPosted() {
        CompletableFuture<String> slow = new CompletableFuture<>();
        CompletableFuture<Void> caller = settlements.post(() -> slow, () -> {});
        CompletableFuture<Void> drained = settlements.drained();

        assertThat(settlements.waiting()).isEqualTo(1);
        assertThat(caller).isNotDone();
        pauses.get(0).complete(null);
        assertThat(caller).as("the caller's patience is over").isCompleted();
        assertThat(drained).as("the money is not on the ledger").isNotDone();
        slow.complete("posted");
        assertThat(drained).isCompleted();
        assertThat(settlements.waiting()).isZero();
    }

    @Test
    void isNotDrainedByAFailureThatIsTriedAgain() {
        List<CompletableFuture<String>> tries = new ArrayList<>();
        settlements.post(
                () -> {
                    tries.add(new CompletableFuture<>());
                    return tries.get(tries.size() - 1);
                },
                () -> {});
        CompletableFuture<Void> drained = settlements.drained();
        tries.get(0).completeExceptionally(new LedgerException("down"));
        assertThat(drained).isNotDone();
        pauses.get(1).complete(null);
        tries.get(1).complete("posted");

        assertThat(drained).isCompleted();
    }

    @Test
    void isNotDrainedWhileAnAttemptThatHasNotEndedMayStillPost() {
        CompletableFuture<Void> attempt = settlements.begin();
        CompletableFuture<Void> drained = settlements.drained();
        CompletableFuture<String> slow = new CompletableFuture<>();
        settlements.post(() -> slow, () -> {});
        attempt.complete(null);
        assertThat(drained).isNotDone();
        slow.complete("posted");

        assertThat(drained).isCompleted();
    }

    @Test
    void isDrainedWhenNothingWaits() {
        assertThat(settlements.drained()).isCompleted();
    }
}
