package io.cascadeflow.agent.run;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the entries that all traces together keep. Thread-safe. */
final class Kept {

    private final Capacity capacity;
    private final AtomicInteger entries = new AtomicInteger();

    Kept(Capacity capacity) {
        this.capacity = capacity;
    }

    Capacity capacity() {
        return capacity;
    }

    /** Whether there is room for one more, which is then taken. */
    boolean take() {
        if (entries.incrementAndGet() <= capacity.entries()) {
            return true;
        }
        entries.decrementAndGet();
        return false;
    }

    void giveBack(int some) {
        entries.addAndGet(-some);
    }

    int entries() {
        return entries.get();
    }
}
