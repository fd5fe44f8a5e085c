package io.cascadeflow.camel.http;

import io.cascadeflow.provider.BlockingCalls;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Threads for models of other libraries, like those of the transport: virtual ones where the JVM has them, else a bounded pool. */
public final class BlockingThreads implements BlockingCalls, AutoCloseable {

    private final CallThreads threads;
    private final InFlight inFlight = new InFlight();
    private final ScheduledThreadPoolExecutor timer = Daemons.timer("cascadeflow-bean-timer");

    /** @param poolSize how many calls can be on the way on a JVM without virtual threads; as many again may wait */
    public BlockingThreads(int poolSize) {
        this(CallThreads.of(poolSize));
    }

    BlockingThreads(CallThreads threads) {
        this.threads = threads;
    }

    @Override
    public <T> CompletableFuture<T> call(Callable<T> work, Duration limit) {
        CompletableFuture<T> result = inFlight.add();
        Running<T> running = new Running<>(work, result);
        result.whenComplete((done, failure) -> running.interrupt());
        Future<?> timeout = timer.schedule(
                // not on the timer's thread: what follows a failure may be anybody's code
                () -> threads.late().execute(() -> result.completeExceptionally(new TimeoutException())),
                limit.toNanos(),
                TimeUnit.NANOSECONDS);
        result.whenComplete((done, failure) -> timeout.cancel(false));
        try {
            Runnable takeBack = threads.start(running::run);
            result.whenComplete((done, failure) -> takeBack.run());
        } catch (RejectedExecutionException full) {
            result.completeExceptionally(new RejectedExecutionException(
                    ("%d calls of beans are on the way already, and no more may wait; raise transportThreads, run on Java 21 or"
                                    + " later, or lower the load")
                            .formatted(threads.capacity()),
                    full));
        }
        return result;
    }

    /** Ends every call in flight. */
    @Override
    public void close() {
        inFlight.close();
        timer.shutdownNow();
        threads.executor().shutdown();
    }

    /** One call; an interruption is for it alone, not for what its thread does next. */
    private static final class Running<T> {

        private final Callable<T> work;
        private final CompletableFuture<T> result;
        private @Nullable Thread thread;

        Running(Callable<T> work, CompletableFuture<T> result) {
            this.work = work;
            this.result = result;
        }

        Runnable run() {
            if (!begin()) {
                return () -> {};
            }
            try {
                T value = work.call();
                return () -> result.complete(value);
            } catch (Throwable failure) {
                // an Error as well: else nobody would tell the caller
                return () -> result.completeExceptionally(failure);
            } finally {
                end();
            }
        }

        private synchronized boolean begin() {
            if (result.isDone()) {
                return false;
            }
            thread = Thread.currentThread();
            return true;
        }

        private synchronized void end() {
            thread = null;
            Thread.interrupted();
        }

        synchronized void interrupt() {
            if (thread != null && thread != Thread.currentThread()) {
                thread.interrupt();
            }
        }
    }
}
