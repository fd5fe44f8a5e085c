package io.cascadeflow.camel.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.policy.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsideTest {

    private final ExecutorService threads = Executors.newFixedThreadPool(Aside.MOST);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void stop() {
        released.countDown();
        threads.shutdownNow();
        callers.shutdownNow();
    }

    private Aside aside(Duration patience) {
        return new Aside(() -> threads, patience);
    }

    /** Heeds no interrupt, as code that computes. */
    private boolean forEver() {
        while (true) {
            try {
                if (released.await(10, TimeUnit.SECONDS)) {
                    return true;
                }
            } catch (InterruptedException ignored) {
                continue;
            }
        }
    }

    private List<Verdict> all(int calls, Callable<Verdict> call) throws Exception {
        List<Future<Verdict>> started = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            started.add(callers.submit(call));
        }
        List<Verdict> all = new ArrayList<>();
        for (Future<Verdict> each : started) {
            all.add(each.get(30, TimeUnit.SECONDS));
        }
        return all;
    }

    @Test
    void whatItSaysIsSaid() {
        Aside aside = aside(Duration.ofSeconds(10));
        assertThat(aside.verdict(() -> true)).isEqualTo(Verdict.YES);
        assertThat(aside.verdict(() -> false)).isEqualTo(Verdict.NO);
    }

    @Test
    void whatItThrowsIsThrown() {
        assertThatThrownBy(() -> aside(Duration.ofSeconds(10)).verdict(() -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
        assertThatThrownBy(() -> aside(Duration.ofSeconds(10)).verdict(() -> {
                    throw new StackOverflowError();
                }))
                .hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void hundredsAtOnceAllGetTheirTurn() throws Exception {
        Aside aside = aside(Duration.ofSeconds(20));
        assertThat(all(400, () -> aside.verdict(() -> true))).hasSize(400).containsOnly(Verdict.YES);
    }

    @Test
    void whatWaitsIsInterruptedAndItsThreadIsFreeAgain() throws Exception {
        Aside aside = aside(Duration.ofMillis(100));
        CountDownLatch interrupted = new CountDownLatch(3 * Aside.MOST);
        assertThat(all(
                        3 * Aside.MOST,
                        () -> aside.verdict(() -> {
                            try {
                                return released.await(30, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                return false;
                            } finally {
                                interrupted.countDown();
                            }
                        })))
                .containsOnly(Verdict.UNKNOWN);
        assertThat(interrupted.getCount()).isLessThan(3 * Aside.MOST);
        assertThat(aside.verdict(() -> true)).isEqualTo(Verdict.YES);
    }

    @Test
    void whatNeverEndsKeepsItsThreadsAndNobodyWaitsForThem() throws Exception {
        Aside aside = aside(Duration.ofMillis(100));
        assertThat(all(Aside.MOST, () -> aside.verdict(this::forEver))).containsOnly(Verdict.UNKNOWN);

        assertThat(all(1000, () -> aside.verdict(() -> true))).containsOnly(Verdict.UNKNOWN);

        released.countDown();
        while (aside.verdict(() -> true) != Verdict.YES) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoIsInterruptedMeanwhileKnowsNothing() throws Exception {
        Aside aside = aside(Duration.ofSeconds(30));
        CountDownLatch running = new CountDownLatch(1);
        Thread[] caller = new Thread[1];
        Future<Boolean> marked = callers.submit(() -> {
            caller[0] = Thread.currentThread();
            Verdict said = aside.verdict(() -> {
                running.countDown();
                return forEver();
            });
            return said == Verdict.UNKNOWN && Thread.interrupted();
        });
        running.await();
        caller[0].interrupt();
        assertThat(marked.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void withoutThreadsNothingIsKnown() {
        threads.shutdownNow();
        assertThat(aside(Duration.ofSeconds(10)).verdict(() -> true)).isEqualTo(Verdict.UNKNOWN);
    }
}
