package io.cascadeflow.camel.stream;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Gives the pieces of a reply to a subscriber as it asks for them, one at a time, on whatever thread brings them. */
final class Delivery implements Flow.Subscription {

    private final WaitingPieces waiting;
    private final Flow.Subscriber<? super Object> subscriber;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger turns = new AtomicInteger();
    private volatile boolean over;
    private volatile @Nullable Throwable misuse;

    Delivery(WaitingPieces waiting, Flow.Subscriber<? super Object> subscriber) {
        this.waiting = waiting;
        this.subscriber = subscriber;
    }

    void begin() {
        subscriber.onSubscribe(this);
        run();
    }

    void refuse(IllegalStateException why) {
        over = true;
        subscriber.onSubscribe(this);
        subscriber.onError(why);
    }

    @Override
    public void request(long count) {
        if (count <= 0) {
            misuse = new IllegalArgumentException("%d pieces are requested; ask for 1 or more".formatted(count));
        } else {
            demand.accumulateAndGet(count, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
        }
        run();
    }

    @Override
    public void cancel() {
        over = true;
        waiting.close();
    }

    /** Whoever comes while another delivers leaves the work to that one. */
    void run() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            deliver();
            seen = turns.addAndGet(-seen);
        } while (seen != 0);
    }

    private void deliver() {
        while (!over) {
            Throwable wrong = misuse;
            if (wrong != null) {
                end(wrong);
                waiting.close();
                return;
            }
            if (waiting.isExhausted()) {
                end(waiting.failure());
                return;
            }
            Object piece = demand.get() > 0 ? waiting.poll() : null;
            if (piece == null) {
                return;
            }
            demand.decrementAndGet();
            give(piece);
        }
    }

    /** A subscriber that throws, which none may, gets no more. */
    private void give(Object piece) {
        try {
            subscriber.onNext(piece);
        } catch (Throwable failure) {
            cancel();
            throw failure;
        }
    }

    private void end(@Nullable Throwable failure) {
        over = true;
        if (failure == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(failure);
        }
    }
}
