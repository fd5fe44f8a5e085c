package io.cascadeflow.camel.stream;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A bounded pool that starts a thread only when none of its threads is idle. The usual one starts another for each task until
 * it has all that it may have, although most tasks here, of routes that do not wait for pieces, are over at once.
 */
final class FewThreads {

    private static final long IDLE_SECONDS = 30;

    private FewThreads() {}

    /**
     * @param most threads at once
     * @param waiting tasks that may wait for a thread; more are rejected
     */
    static ExecutorService pool(int most, int waiting, ThreadFactory threads) {
        Handing queue = new Handing();
        // one that stays: else a task could be put where no thread looks any more
        return new ThreadPoolExecutor(1, most, IDLE_SECONDS, TimeUnit.SECONDS, queue, threads, (task, pool) -> {
            if (pool.isShutdown() || queue.size() >= waiting) {
                throw new RejectedExecutionException(
                        "%d routes wait for a thread already, or the Camel context has stopped"
                                .formatted(queue.size()));
            }
            queue.keep(task);
            if (pool.isShutdown() && queue.remove(task)) {
                throw new RejectedExecutionException("the Camel context has stopped");
            }
        });
    }

    /** Takes what is offered only if a thread waits for it; so the pool starts one, and keeps what it has none for. */
    private static final class Handing extends LinkedTransferQueue<Runnable> {

        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        void keep(Runnable task) {
            super.offer(task);
        }
    }
}
