package io.cascadeflow.provider.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Deque<CompletableFuture<Void>> timers = new ArrayDeque<>();
    private final ConcurrencyLimit limit = new ConcurrencyLimit(2, this::pause);

    /** A hop to a worker is over at once, a wait when the test says so. */
    private CompletableFuture<Void> pause(Duration duration) {
        if (duration.isZero()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> timer = new CompletableFuture<>();
        timers.add(timer);
        return timer;
    }

    @Test
    void theLongestWaitingIsNext() {
        enter(2);
        CompletableFuture<Boolean> third = limit.enter(PATIENCE);
        CompletableFuture<Boolean> fourth = limit.enter(PATIENCE);

        limit.leave();

        assertThat(third).isCompletedWithValue(true);
        assertThat(fourth).isNotDone();
        assertThat(timers.poll()).as("the timer of who got a place").isCancelled();
    }

    @Test
    void whoseTimeIsOverIsRefused() {
        enter(2);
        CompletableFuture<Boolean> third = limit.enter(PATIENCE);

        timers.remove().complete(null);

        assertThat(third).isCompletedWithValue(false);
        assertThat(limit.waiting()).isZero();
        limit.leave();
        assertThat(limit.enter(Duration.ZERO)).isCompletedWithValue(true);
    }

    @Test
    void whoDoesNotWaitIsRefusedAtOnce() {
        enter(2);

        assertThat(limit.enter(Duration.ZERO)).isCompletedWithValue(false);
    }

    @Test
    void whoCancelsLeavesTheQueue() {
        enter(2);
        CompletableFuture<Boolean> third = limit.enter(PATIENCE);
        CompletableFuture<Boolean> fourth = limit.enter(PATIENCE);
        third.cancel(false);

        limit.leave();

        assertThat(fourth).isCompletedWithValue(true);
    }

    @Test
    void noMoreThanTenForEachPlaceWait() {
        enter(2);
        for (int i = 0; i < 20; i++) {
            assertThat(limit.enter(PATIENCE)).isNotDone();
        }

        assertThat(limit.enter(PATIENCE)).isCompletedWithValue(false);
    }

    /** Whatever happens in whatever order, never more are in than there are places, and no place is lost. */
    @Property(tries = 300)
    void keepsItsPlaces(@ForAll List<@IntRange(min = 0, max = 3) Integer> steps) {
        Deque<CompletableFuture<Void>> pauses = new ArrayDeque<>();
        ConcurrencyLimit three = new ConcurrencyLimit(3, duration -> {
            CompletableFuture<Void> pause = new CompletableFuture<>();
            pauses.add(pause);
            return pause;
        });
        List<CompletableFuture<Boolean>> asked = new ArrayList<>();
        int left = 0;
        for (int step : steps) {
            switch (step) {
                case 0 -> asked.add(three.enter(PATIENCE));
                case 1 -> {
                    if (in(asked) > left) {
                        left++;
                        three.leave();
                    }
                }
                case 2 ->
                    asked.stream().filter(turn -> !turn.isDone()).findFirst().ifPresent(t -> t.cancel(false));
                default -> List.copyOf(pauses).forEach(pause -> pause.complete(null));
            }
            assertThat(in(asked) - left).isBetween(0, 3);
        }
        while (!pauses.isEmpty()) {
            pauses.poll().complete(null);
        }
        for (; left < in(asked); left++) {
            three.leave();
        }
        while (!pauses.isEmpty()) {
            pauses.poll().complete(null);
        }
        assertThat(in(asked)).isEqualTo(left);
        for (int i = 0; i < 3; i++) {
            assertThat(three.enter(Duration.ZERO)).isCompletedWithValue(true);
        }
        assertThat(three.enter(Duration.ZERO)).isCompletedWithValue(false);
    }

    @Test
    void holdsUnderLoad() throws Exception {
        ConcurrencyLimit four = new ConcurrencyLimit(
                4, d -> d.isZero() ? CompletableFuture.completedFuture(null) : new CompletableFuture<>());
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                all.add(threads.submit(() -> {
                    for (int call = 0; call < 500; call++) {
                        assertThat(four.enter(PATIENCE).join()).isTrue();
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.yield();
                        inside.decrementAndGet();
                        served.incrementAndGet();
                        four.leave();
                    }
                }));
            }
            for (Future<?> thread : all) {
                thread.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(served).hasValue(8000);
        assertThat(most.get()).isBetween(1, 4);
    }

    private static int in(List<CompletableFuture<Boolean>> asked) {
        return (int) asked.stream()
                .filter(turn -> turn.isDone() && !turn.isCancelled() && turn.join())
                .count();
    }

    private void enter(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(limit.enter(Duration.ZERO)).isCompletedWithValue(true);
        }
    }
}
