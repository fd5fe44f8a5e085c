package io.cascadeflow.provider.resilience;

import io.cascadeflow.provider.Pause;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * So many requests at once and no more. Further ones wait their turn without a thread, for a limited time and up to ten for
 * each place; what does not fit is refused. Thread-safe.
 */
public final class ConcurrencyLimit {

    private static final int WAITING_PER_PLACE = 10;

    private final int places;
    private final Pause pause;
    private final Deque<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();
    private int free;

    /** @param places how many at once, 1 or more; 0 for no limit */
    public ConcurrencyLimit(int places, Pause pause) {
        this.places = places;
        this.free = places;
        this.pause = pause;
    }

    int places() {
        return places;
    }

    /**
     * Asks for a place; {@link #leave} gives it back. A caller that cancels while it waits has none.
     *
     * @param patience how long to wait at most
     * @return whether there is a place
     */
    public CompletableFuture<Boolean> enter(Duration patience) {
        if (places == 0) {
            return CompletableFuture.completedFuture(true);
        }
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        synchronized (this) {
            if (free > 0) {
                free--;
                return CompletableFuture.completedFuture(true);
            }
            if (patience.isZero() || patience.isNegative() || waiting.size() >= (long) places * WAITING_PER_PLACE) {
                return CompletableFuture.completedFuture(false);
            }
            waiting.add(turn);
        }
        CompletableFuture<Void> end = pause.of(patience);
        turn.whenComplete((place, failure) -> {
            forget(turn);
            end.cancel(false);
        });
        end.thenRun(() -> turn.complete(false));
        return turn;
    }

    /** The longest waiting one is next. */
    public void leave() {
        CompletableFuture<Boolean> next = next();
        if (next != null) {
            // by the timer's workers: else calls that end at once would end ever deeper in the stack
            pause.of(Duration.ZERO).whenComplete((nothing, failure) -> {
                if (!next.complete(true)) {
                    leave();
                }
            });
        }
    }

    private synchronized @Nullable CompletableFuture<Boolean> next() {
        CompletableFuture<Boolean> next = waiting.poll();
        if (next == null && places > 0) {
            free++;
        }
        return next;
    }

    private synchronized void forget(CompletableFuture<Boolean> turn) {
        waiting.remove(turn);
    }

    /** How many wait just now. */
    public synchronized int waiting() {
        return waiting.size();
    }
}
