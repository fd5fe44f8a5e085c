package io.cascadeflow.audit.trail;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings records to one sink, in batches, by a thread of its own: whoever adds one never waits for the sink. When more waits
 * than there is room for, those who add are asked to wait without a thread, or what they add is dropped and counted. A sink
 * that fails is tried again until it does not. Safe to share between threads.
 */
public final class AuditLog implements AutoCloseable {

    private static final int BATCH = 500;
    private static final long MOST_CHARACTERS = 64L << 20;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final CompletionStage<@Nullable Void> DONE = CompletableFuture.completedStage(null);

    private final AuditSink sink;
    private final Room room;
    private final Executor wakes;
    private final Clock clock;
    private final Consumer<String> warnings;
    private final Thread writer;
    private final AuditFigures figures = new AuditFigures();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final Deque<CompletableFuture<@Nullable Void>> asked = new ArrayDeque<>();
    private long characters;
    private boolean closing;
    private boolean givenUp;

    /**
     * How much may wait for the sink.
     *
     * @param records how many, 1 or more
     * @param drops whether more than that is dropped, not waited for
     */
    public record Room(int records, boolean drops) {}

    private record Waiting(Supplier<DecisionRecord> record, long characters) {}

    /**
     * Starts its thread.
     *
     * @param sink closed with the log
     * @param wakes runs what waited for room
     * @param warnings told when something is lost, and when the sink fails or works again
     */
    public AuditLog(AuditSink sink, Room room, Executor wakes, Clock clock, Consumer<String> warnings) {
        this.sink = sink;
        this.room = room;
        this.wakes = wakes;
        this.clock = clock;
        this.warnings = warnings;
        this.writer = new Thread(this::writeAll, "CascadeFlowAudit-" + sink.name());
        this.writer.setDaemon(true);
        this.writer.start();
    }

    public AuditFigures figures() {
        return figures;
    }

    /** That of the sink. */
    public String name() {
        return sink.name();
    }

    /** How many records wait for the sink, without those that it is given at the moment. */
    public int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds a record.
     *
     * @param record called by the log's thread
     * @param characters about how many it holds in memory until then
     * @return done when there is room for it; at once, but when the sink is behind
     */
    CompletionStage<@Nullable Void> add(Supplier<DecisionRecord> record, long characters) {
        lock.lock();
        try {
            if (closing || (room.drops() && isFull())) {
                figures.dropped(1);
                warnDoubled(figures.dropped(), "more is to be recorded than it takes; so many decisions were dropped");
                return DONE;
            }
            // it is taken all the same: as many more can wait as calls are under way
            CompletableFuture<@Nullable Void> full = isFull() ? new CompletableFuture<>() : null;
            queue.add(new Waiting(record, characters));
            this.characters += characters;
            changed.signal();
            if (full == null) {
                return DONE;
            }
            asked.add(full);
            return full;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return queue.size() >= room.records() || characters >= MOST_CHARACTERS;
    }

    private void writeAll() {
        for (List<DecisionRecord> batch = take(); !batch.isEmpty(); batch = take()) {
            write(batch);
        }
        try {
            sink.close();
        } catch (IOException | RuntimeException e) {
            warnings.accept("it was not closed in order (%s)".formatted(why(e)));
        }
    }

    /** The next batch; empty when there will be none. */
    private List<DecisionRecord> take() {
        List<Waiting> batch = new ArrayList<>();
        List<CompletableFuture<@Nullable Void>> free = new ArrayList<>();
        lock.lock();
        try {
            while (queue.isEmpty() && !closing) {
                changed.await();
            }
            while (batch.size() < BATCH && !queue.isEmpty() && !givenUp) {
                Waiting next = queue.remove();
                characters -= next.characters();
                batch.add(next);
            }
            while (asked.size() > stillWaiting()) {
                free.add(asked.remove());
            }
        } catch (InterruptedException e) {
            return List.of();
        } finally {
            lock.unlock();
        }
        free.forEach(this::wake);
        return batch.stream().map(waiting -> waiting.record().get()).toList();
    }

    /** How many of those who add are still to wait. */
    private int stillWaiting() {
        if (closing) {
            return 0;
        }
        return characters >= MOST_CHARACTERS ? queue.size() : Math.max(0, queue.size() - room.records());
    }

    private void wake(CompletableFuture<@Nullable Void> one) {
        try {
            wakes.execute(() -> one.complete(null));
        } catch (RuntimeException closed) {
            one.complete(null);
        }
    }

    private void write(List<DecisionRecord> batch) {
        List<DecisionRecord> rest = batch;
        Duration pause = FIRST_PAUSE;
        while (!rest.isEmpty()) {
            try {
                figures.begins(clock.instant());
                int kept = sink.append(rest);
                figures.kept(kept);
                rest = rest.subList(kept, rest.size());
                works();
            } catch (IOException | RuntimeException e) {
                fails(e);
                if (!waitedFor(pause)) {
                    lost(rest.size());
                    return;
                }
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            } finally {
                figures.ends();
            }
        }
    }

    private void works() {
        Instant since = figures.works();
        if (since != null) {
            warnings.accept("it works again; it had failed since " + since);
        }
    }

    private void fails(Exception e) {
        figures.fails(clock.instant(), why(e));
        warnDoubled(figures.failures(), "it failed (%s) and is tried again; so often so far".formatted(why(e)));
    }

    /** The sink's own words: they hold no text of a question. */
    private static String why(Exception e) {
        return e instanceof IOException && e.getMessage() != null
                ? e.getMessage()
                : e.getClass().getSimpleName();
    }

    /** False when it is not to be tried again. */
    private boolean waitedFor(Duration pause) {
        lock.lock();
        try {
            for (long left = pause.toNanos(); left > 0 && !givenUp; ) {
                left = changed.awaitNanos(left);
            }
            return !givenUp;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void lost(int records) {
        figures.lost(records);
        warnings.accept("%d decisions could not be recorded before the end".formatted(records));
    }

    private void warnDoubled(long count, String what) {
        if (Long.bitCount(count) == 1) {
            warnings.accept(what + ": " + count);
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(15));
    }

    /** Takes nothing more and writes all that waits, for so long; what is left then is lost, and told. */
    public void close(Duration patience) {
        signal(() -> closing = true);
        try {
            writer.join(patience.toMillis());
            if (writer.isAlive()) {
                signal(() -> givenUp = true);
                writer.interrupt();
                writer.join(TimeUnit.SECONDS.toMillis(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<CompletableFuture<@Nullable Void>> free = new ArrayList<>();
        signal(() -> {
            free.addAll(asked);
            asked.clear();
        });
        free.forEach(this::wake);
        int left = waiting();
        if (left > 0) {
            lost(left);
        }
    }

    private void signal(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
