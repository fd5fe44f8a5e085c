package io.cascadeflow.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Watches the highest number of platform threads and the most heap in use; its own thread is one of them. */
public final class Peaks implements AutoCloseable {

    private static final long EVERY_MILLIS = 20;
    private static final long MIB = 1024 * 1024;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final AtomicLong mostHeap = new AtomicLong();
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();

    public Peaks() {
        threads.resetPeakThreadCount();
        var unused = watcher.scheduleAtFixedRate(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        mostHeap.accumulateAndGet(heap(), Math::max);
    }

    /** Kept by the JVM itself, so no short peak is missed. */
    public int mostThreads() {
        return threads.getPeakThreadCount();
    }

    public long mostHeapMib() {
        return mostHeap.get() / MIB;
    }

    /** What is really held just now: in use after a full collection. */
    public long liveHeapMib() {
        memory.gc();
        return heap() / MIB;
    }

    private long heap() {
        return memory.getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
