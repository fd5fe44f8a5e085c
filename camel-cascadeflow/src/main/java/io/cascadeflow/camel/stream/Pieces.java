package io.cascadeflow.camel.stream;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The pieces of a reply one by one, for one thread, which waits for them. */
final class Pieces implements Iterator<Object> {

    private final WaitingPieces waiting;
    private @Nullable Object next;

    Pieces(WaitingPieces waiting) {
        this.waiting = waiting;
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = await();
        }
        return next != null;
    }

    @Override
    public Object next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("the reply has ended");
        }
        Object piece = next;
        next = null;
        return piece;
    }

    private @Nullable Object await() {
        try {
            Object piece = waiting.await();
            if (piece == null) {
                throwFailure();
            }
            return piece;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            waiting.close();
            throw new IllegalStateException("interrupted while waiting for a reply; it was given up", interrupted);
        }
    }

    private void throwFailure() {
        Throwable failure = waiting.failure();
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure != null) {
            throw new CompletionException(failure);
        }
    }
}
