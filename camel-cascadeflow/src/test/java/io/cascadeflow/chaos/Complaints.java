package io.cascadeflow.chaos;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What was not as it must be; of many, the first. Thread-safe. */
final class Complaints {

    private static final int MOST = 50;

    private final Queue<String> first = new ConcurrentLinkedQueue<>();
    private final AtomicInteger all = new AtomicInteger();

    void add(int promise, String what, @Nullable Object... with) {
        if (all.incrementAndGet() <= MOST) {
            first.add("promise %d: ".formatted(promise) + what.formatted(with));
        }
    }

    List<String> list() {
        return List.copyOf(first);
    }
}
