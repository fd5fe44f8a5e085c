package io.cascadeflow.camel.gateway;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Who is under way, and whether anybody may still begin. Thread-safe. */
final class Drain {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private int underWay;
    private boolean closed;

    /** Whether one more may begin; if so, {@link #leave} ends it. */
    boolean enter() {
        lock.lock();
        try {
            if (!closed) {
                underWay++;
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            if (--underWay == 0) {
                empty.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    int underWay() {
        lock.lock();
        try {
            return underWay;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    void open() {
        lock.lock();
        try {
            closed = false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Nobody begins any more. Waits until nobody is under way.
     *
     * @return how many still are when {@code patience} is over
     */
    int close(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            closed = true;
            long left = patience.toNanos();
            while (underWay > 0 && left > 0) {
                left = empty.awaitNanos(left);
            }
            return underWay;
        } finally {
            lock.unlock();
        }
    }
}
