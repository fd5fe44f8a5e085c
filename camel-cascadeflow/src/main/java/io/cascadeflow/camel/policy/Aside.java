package io.cascadeflow.camel.policy;

import io.cascadeflow.policy.Verdict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs conditions that may run any code where they can be given up: on a few threads of its own. Java cannot end code that goes
 * on for ever: it keeps its thread, and where all threads are kept, no such condition can be evaluated any more. Thread-safe.
 */
final class Aside {

    /** So many run at once, or are never to end. */
    static final int MOST = 16;

    private final Supplier<ExecutorService> maker;
    private final Duration patience;
    private final Semaphore free = new Semaphore(MOST);
    private final AtomicInteger stuck = new AtomicInteger();
    private @Nullable ExecutorService threads;

    /**
     * @param maker makes the threads, {@link #MOST} of them, when they are first needed
     * @param patience how long a condition may wait for a thread, and then take
     */
    Aside(Supplier<ExecutorService> maker, Duration patience) {
        this.maker = maker;
        this.patience = patience;
    }

    /**
     * What the condition says; unknown when it was given up.
     *
     * @throws RuntimeException that the condition throws
     */
    Verdict verdict(BooleanSupplier condition) {
        try {
            boolean room = stuck.get() < MOST && free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
            return room ? run(new Running(condition)) : Verdict.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Verdict.UNKNOWN;
        }
    }

    private Verdict run(Running running) throws InterruptedException {
        try {
            threads().execute(running);
        } catch (RejectedExecutionException closed) {
            free.release();
            return Verdict.UNKNOWN;
        }
        return running.await();
    }

    private synchronized ExecutorService threads() {
        ExecutorService now = threads;
        if (now == null || now.isShutdown()) {
            now = maker.get();
            threads = now;
        }
        return now;
    }

    /** One condition, which gives its place back when it ends, whether anybody still waits or not. */
    private final class Running implements Runnable {

        private final BooleanSupplier condition;
        private final CompletableFuture<Boolean> holds = new CompletableFuture<>();
        private @Nullable Thread runner;
        private boolean givenUp;

        Running(BooleanSupplier condition) {
            this.condition = condition;
        }

        @Override
        public void run() {
            begin();
            try {
                boolean said = condition.getAsBoolean();
                end();
                holds.complete(said);
            } catch (Throwable failure) {
                end();
                holds.completeExceptionally(failure);
            }
        }

        private synchronized void begin() {
            runner = Thread.currentThread();
        }

        private synchronized void end() {
            runner = null;
            if (givenUp) {
                stuck.decrementAndGet();
            }
            free.release();
        }

        /** What waits for something ends by that; what only counts on does not. */
        private synchronized void giveUp() {
            if (runner != null) {
                givenUp = true;
                stuck.incrementAndGet();
                runner.interrupt();
            }
        }

        Verdict await() throws InterruptedException {
            try {
                return holds.get(patience.toMillis(), TimeUnit.MILLISECONDS) ? Verdict.YES : Verdict.NO;
            } catch (TimeoutException e) {
                giveUp();
                return Verdict.UNKNOWN;
            } catch (InterruptedException e) {
                giveUp();
                throw e;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
