package io.cascadeflow.camel.budget;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs what follows once the ledger is done with a call: the steps of routes, which may do anything, also block, and wait for
 * other calls. A few threads do for steps that don't. As soon as those that there are come to nothing for a moment, there are more,
 * up to one for each step that blocks, so that none can wait for one that is never begun. Safe to share between threads.
 *
 * <p>A thread that waits for a lock or a signal is known to be blocked. One that runs may read from a socket, or may only be short
 * of processor time, when more threads would make it worse: for those more come slowly.
 */
final class FollowUps implements Executor {

    private static final int FEW = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final long MOMENT_MILLIS = 2;
    private static final int PATIENCE = 5;

    private final Executor threads;
    private final Executor later;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final Set<Thread> working = ConcurrentHashMap.newKeySet();
    private final AtomicInteger workers = new AtomicInteger();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicBoolean watched = new AtomicBoolean();

    /** @param threads has one for whoever asks */
    FollowUps(Executor threads) {
        this.threads = threads;
        this.later = CompletableFuture.delayedExecutor(MOMENT_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);
    }

    @Override
    public void execute(Runnable step) {
        waiting.add(step);
        if (workers.get() < FEW) {
            hire(1);
        } else {
            watch(0);
        }
    }

    private void hire(int more) {
        for (int i = 0; i < more; i++) {
            workers.incrementAndGet();
            try {
                threads.execute(this::work);
            } catch (RejectedExecutionException atTheEnd) {
                Thread last = new Thread(this::work, "CascadeFlowFollowUp");
                last.setDaemon(true);
                last.start();
            }
        }
    }

    private void work() {
        working.add(Thread.currentThread());
        try {
            for (Runnable step = waiting.poll(); step != null; step = waiting.poll()) {
                begun.incrementAndGet();
                step.run();
            }
        } finally {
            working.remove(Thread.currentThread());
            workers.decrementAndGet();
            if (!waiting.isEmpty()) {
                // added when there seemed to be workers enough
                watch(0);
            }
        }
    }

    /** @param stalled for how many moments nothing was begun */
    private void watch(int stalled) {
        if (watched.compareAndSet(false, true)) {
            long before = begun.get();
            later.execute(() -> look(before, stalled));
        }
    }

    private void look(long before, int stalled) {
        watched.set(false);
        if (waiting.isEmpty()) {
            return;
        }
        if (begun.get() != before) {
            watch(0);
        } else if (areAllBlocked()) {
            hire(Math.max(1, Math.min(workers.get(), waiting.size())));
            watch(0);
        } else if (stalled >= PATIENCE) {
            hire(1);
            watch(0);
        } else {
            watch(stalled + 1);
        }
    }

    /** Those that were hired and have not begun yet are not blocked either. */
    private boolean areAllBlocked() {
        return working.size() >= workers.get()
                && working.stream().noneMatch(worker -> worker.getState() == Thread.State.RUNNABLE);
    }
}
