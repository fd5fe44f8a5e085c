package io.cascadeflow.camel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cascadeflow.provider.ProviderException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BlockingThreadsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final BlockingThreads threads = new BlockingThreads(CallThreads.pool(1));
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void stop() {
        threads.close();
    }

    private CompletableFuture<Boolean> blocked() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> call = threads.call(
                () -> {
                    begun.countDown();
                    return never.await(1, TimeUnit.HOURS);
                },
                LONG);
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        return call;
    }

    private static Throwable cause(CompletableFuture<?> call) {
        Throwable thrown = catchThrowable(() -> call.get(5, TimeUnit.SECONDS));
        return thrown.getCause() == null ? thrown : thrown.getCause();
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheWayOut() throws Exception {
        CompletableFuture<Boolean> running = blocked();
        CompletableFuture<String> waiting = threads.call(() -> "second", LONG);

        assertThat(cause(threads.call(() -> "third", LONG)))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("raise transportThreads");
        running.cancel(true);
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("second");
    }

    @Test
    void whoeverIsCancelledIsInterruptedAndNobodyElse() throws Exception {
        blocked().cancel(true);

        for (int i = 0; i < 20; i++) {
            assertThat(threads.call(() -> Thread.currentThread().isInterrupted(), LONG))
                    .succeedsWithin(Duration.ofSeconds(5))
                    .isEqualTo(false);
        }
    }

    @Test
    void whatIsTakenBackBeforeItBeganNeverRuns() throws Exception {
        CompletableFuture<Boolean> running = blocked();
        CountDownLatch ran = new CountDownLatch(1);
        threads.call(
                        () -> {
                            ran.countDown();
                            return "";
                        },
                        LONG)
                .cancel(true);
        running.cancel(true);

        assertThat(threads.call(() -> "next", LONG)).succeedsWithin(Duration.ofSeconds(5));
        assertThat(ran.getCount()).isEqualTo(1);
    }

    @Test
    void timeEndsIt() {
        CompletableFuture<Boolean> late = threads.call(() -> never.await(1, TimeUnit.HOURS), Duration.ofMillis(50));

        assertThat(cause(late)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void anErrorIsTold() {
        assertThat(cause(threads.call(
                        () -> {
                            throw new NoClassDefFoundError("x");
                        },
                        LONG)))
                .isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void closingEndsWhatIsUnderWay() throws Exception {
        CompletableFuture<Boolean> running = blocked();
        threads.close();
        assertThat(cause(running)).isInstanceOf(ProviderException.class);
    }
}
