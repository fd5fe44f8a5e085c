package io.cascadeflow.camel.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowUpsTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final FollowUps followUps = new FollowUps(threads);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void stepsThatWaitForEachOtherAllGetAThread() throws Exception {
        CountDownLatch together = new CountDownLatch(300);
        CountDownLatch done = new CountDownLatch(300);
        for (int i = 0; i < 300; i++) {
            followUps.execute(() -> {
                together.countDown();
                await(together);
                done.countDown();
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void stepsThatAreAddedByStepsThatWaitForThemRunToo() throws Exception {
        CountDownLatch done = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            followUps.execute(() -> {
                CountDownLatch inner = new CountDownLatch(1);
                followUps.execute(inner::countDown);
                await(inner);
                done.countDown();
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aFewThreadsDoForStepsThatDoNotBlock() throws Exception {
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(20_000);
        for (int i = 0; i < 20_000; i++) {
            followUps.execute(() -> {
                used.add(Thread.currentThread());
                done.countDown();
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(used).hasSizeLessThan(100);
    }

    /** Steps that compute for long, as those that read from a socket seem to: the others get their turn, and not all a thread at once. */
    @Test
    void stepsThatKeepRunningGetCompanySlowly() throws Exception {
        AtomicBoolean go = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(6);
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 200; i++) {
            followUps.execute(() -> {
                used.add(Thread.currentThread());
                begun.countDown();
                while (!go.get()) {
                    Thread.onSpinWait();
                }
            });
        }
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        go.set(true);
        assertThat(used).hasSizeLessThan(100);
    }

    @Test
    void aStepThatThrowsCostsNoOtherItsTurn() throws Exception {
        CountDownLatch done = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            followUps.execute(() -> {
                done.countDown();
                throw new IllegalStateException("a step of a route");
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void afterTheEndStepsRunAllTheSame() throws Exception {
        threads.shutdown();
        CountDownLatch done = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            followUps.execute(done::countDown);
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
