package io.cascadeflow.budget.report.savings;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The decisions whose lines may still come. A decision is passed on an hour after its last line, so memory is needed for the
 * decisions of an hour. Not thread-safe.
 *
 * @param <T> what is known of a decision
 */
final class Decisions<T> {

    private static final Duration OVER = Duration.ofHours(1);

    private final Map<String, Heard<T>> running = new LinkedHashMap<>();
    private final Consumer<T> over;

    private record Heard<T>(T decision, Instant last) {}

    /** @param over gets each that is over */
    Decisions(Consumer<T> over) {
        this.over = over;
    }

    /** What is known of a decision, of which there is a line of that time; they come in the order of time. */
    T at(String id, Instant time, Supplier<T> fresh) {
        endBefore(time.minus(OVER));
        Heard<T> known = running.remove(id);
        T decision = known == null ? fresh.get() : known.decision();
        running.put(id, new Heard<>(decision, time));
        return decision;
    }

    /** The decision that was heard of least recently is the first. */
    private void endBefore(Instant at) {
        Iterator<Heard<T>> oldest = running.values().iterator();
        while (oldest.hasNext()) {
            Heard<T> heard = oldest.next();
            if (!heard.last().isBefore(at)) {
                return;
            }
            oldest.remove();
            over.accept(heard.decision());
        }
    }

    void end() {
        running.values().forEach(heard -> over.accept(heard.decision()));
        running.clear();
    }
}
