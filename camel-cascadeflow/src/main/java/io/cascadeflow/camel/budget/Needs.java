package io.cascadeflow.camel.budget;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The needs of all that live: one that nobody keeps any more is forgotten. Thread-safe. */
final class Needs {

    private final List<WeakReference<Need>> living = new ArrayList<>();

    synchronized void add(Need need) {
        living.removeIf(each -> each.get() == null);
        living.add(new WeakReference<>(need));
    }

    /** @throws IllegalArgumentException for the first that is not met */
    void check(Payers payers) {
        List<Need> all;
        synchronized (this) {
            all = living.stream()
                    .map(WeakReference::get)
                    .filter(Objects::nonNull)
                    .toList();
        }
        all.forEach(need -> need.check(payers));
    }
}
