package io.cascadeflow.audit.trail;

import java.time.Duration;
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
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The records that wait for a sink. Many add, one thread takes. */
final class Backlog {

    private static final long MOST_CHARACTERS = 64L << 20;
    private static final CompletionStage<@Nullable Void> DONE = CompletableFuture.completedStage(null);

    private final Room room;
    private final Executor wakes;
    private final LongConsumer dropped;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    /** The last ones of the queue, for which there is no room: as many as calls are held back. */
    private final Deque<Waiting> beyond = new ArrayDeque<>();

    private long characters;
    /** How many the thread that takes is waiting for. */
    private int wanted;

    private boolean closing;
    private boolean givenUp;

    /** Each is itself only, whatever it holds. */
    private static final class Waiting {

        final Supplier<? extends AuditRecord> record;
        final long characters;
        final CompletableFuture<@Nullable Void> room = new CompletableFuture<>();

        Waiting(Supplier<? extends AuditRecord> record, long characters) {
            this.record = record;
            this.characters = characters;
        }
    }

    /**
     * @param wakes runs what waited for room
     * @param dropped told how many more were dropped
     */
    Backlog(Room room, Executor wakes, LongConsumer dropped) {
        this.room = room;
        this.wakes = wakes;
        this.dropped = dropped;
    }

    int size() {
        return locked(queue::size);
    }

    /**
     * Adds a record.
     *
     * @param characters about how many it holds in memory until it is taken
     * @return done when there is room for it; at once, but when the sink is behind
     */
    CompletionStage<@Nullable Void> add(Supplier<? extends AuditRecord> record, long characters) {
        Waiting added = new Waiting(record, characters);
        boolean full;
        boolean taken;
        lock.lock();
        try {
            full = isFull();
            taken = !closing && !(full && room.drops());
            if (taken) {
                put(added, full);
            }
        } finally {
            lock.unlock();
        }
        if (!taken) {
            dropped.accept(1);
        }
        return taken && full ? heldBack(added) : DONE;
    }

    private void put(Waiting added, boolean isBeyond) {
        queue.add(added);
        characters += added.characters;
        if (isBeyond) {
            beyond.add(added);
        }
        if (isEnough()) {
            changed.signal();
        }
    }

    private boolean isEnough() {
        return queue.size() >= wanted || isFull();
    }

    private CompletionStage<@Nullable Void> heldBack(Waiting waiting) {
        Duration patience = room.patience();
        if (patience != null) {
            CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS, wakes)
                    .execute(() -> tired(waiting));
        }
        return waiting.room;
    }

    /** The call goes on, and its record is dropped unless the sink came to it. */
    private void tired(Waiting waiting) {
        if (locked(() -> wasTakenBack(waiting))) {
            dropped.accept(1);
            waiting.room.complete(null);
        }
    }

    private boolean wasTakenBack(Waiting waiting) {
        boolean waits = beyond.remove(waiting);
        if (waits) {
            queue.remove(waiting);
            characters -= waiting.characters;
        }
        return waits;
    }

    private boolean isFull() {
        return queue.size() >= room.records() || characters >= MOST_CHARACTERS;
    }

    /**
     * The next ones, {@code most} at most; empty when there will be none.
     *
     * @param gather how long the first waits for others, unless there is no room for more
     */
    List<AuditRecord> take(int most, Duration gather) {
        List<Waiting> taken = new ArrayList<>();
        List<Waiting> free = new ArrayList<>();
        lock.lock();
        try {
            wanted = 1;
            while (queue.isEmpty() && !closing) {
                changed.await();
            }
            wanted = most;
            for (long left = gather.toNanos(); left > 0 && !isEnough() && !closing; ) {
                left = changed.awaitNanos(left);
            }
            while (taken.size() < most && !queue.isEmpty() && !givenUp) {
                Waiting next = queue.remove();
                characters -= next.characters;
                taken.add(next);
            }
            while (beyond.size() > toHoldBack()) {
                free.add(beyond.remove());
            }
        } catch (InterruptedException e) {
            return List.of();
        } finally {
            lock.unlock();
        }
        free.forEach(this::wake);
        return taken.stream().<AuditRecord>map(waiting -> waiting.record.get()).toList();
    }

    private int toHoldBack() {
        if (closing) {
            return 0;
        }
        return characters >= MOST_CHARACTERS ? queue.size() : Math.max(0, queue.size() - room.records());
    }

    private void wake(Waiting waiting) {
        try {
            wakes.execute(() -> waiting.room.complete(null));
        } catch (RuntimeException closed) {
            waiting.room.complete(null);
        }
    }

    /** Waits; false when it is not worth waiting, since all that waits was given up. */
    boolean pause(Duration pause) {
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

    /** Takes nothing more, and holds nobody back. */
    void close() {
        List<Waiting> free = locked(() -> {
            closing = true;
            changed.signalAll();
            List<Waiting> held = new ArrayList<>(beyond);
            beyond.clear();
            return held;
        });
        free.forEach(this::wake);
    }

    /** What waits is not taken any more. */
    void giveUp() {
        locked(() -> {
            givenUp = true;
            changed.signalAll();
            return givenUp;
        });
    }

    private <T> T locked(Supplier<T> change) {
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }
}
