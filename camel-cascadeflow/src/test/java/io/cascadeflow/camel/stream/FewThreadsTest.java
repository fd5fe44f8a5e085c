package io.cascadeflow.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FewThreadsTest {

    private static final int MOST = 64;
    private static final int WAITING = 10;

    private final Set<Thread> started = ConcurrentHashMap.newKeySet();
    private final ExecutorService pool = FewThreads.pool(MOST, WAITING, task -> {
        Thread thread = new Thread(task);
        started.add(thread);
        return thread;
    });
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void stop() {
        mayEnd.countDown();
        pool.shutdownNow();
    }

    private CountDownLatch block(int tasks) {
        CountDownLatch running = new CountDownLatch(tasks);
        for (int task = 0; task < tasks; task++) {
            pool.execute(() -> {
                running.countDown();
                await(mayEnd);
            });
        }
        return running;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shortTasksShareAFewThreads() throws Exception {
        for (int task = 0; task < 1000; task++) {
            pool.submit(() -> {}).get();
        }

        // not one: a thread that has just done a task may not be back when the next one comes
        assertThat(started).hasSizeLessThan(MOST / 4);
    }

    @Test
    void tasksThatWaitHaveAThreadEach() {
        await(block(MOST));

        assertThat(started).hasSize(MOST);
    }

    @Test
    void whatFindsAllThreadsBusyIsDoneLater() {
        await(block(MOST));
        CountDownLatch done = new CountDownLatch(WAITING);
        for (int task = 0; task < WAITING; task++) {
            pool.execute(done::countDown);
        }
        assertThat(done.getCount()).isEqualTo(WAITING);

        mayEnd.countDown();

        await(done);
        assertThat(started).hasSize(MOST);
    }

    @Test
    void whenTooMuchWaitsItIsRejected() {
        await(block(MOST));
        for (int task = 0; task < WAITING; task++) {
            pool.execute(() -> {});
        }

        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> pool.execute(() -> {}))
                .withMessageContaining("10 routes wait");
    }

    @Test
    void whenShutDownItRejects() {
        pool.shutdown();

        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> pool.execute(() -> {}));
    }
}
