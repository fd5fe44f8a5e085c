package io.cascadeflow.audit.trail;

import io.cascadeflow.audit.trail.KeptDecision.Place;
import java.util.function.Consumer;

/** Picks what a query asks for from all entries in the order in which they were written. Not thread-safe. */
final class Page {

    private final AuditQuery query;
    private final Consumer<KeptDecision> taker;
    private long entries;
    private int found;

    Page(AuditQuery query, Consumer<KeptDecision> taker) {
        this.query = query;
        this.taker = taker;
    }

    /** Takes the next entry; false when the page is full. */
    boolean take(String line) {
        takeAny(line);
        return found < query.most();
    }

    /** Takes the next entry, however many were found; always true. */
    boolean takeAny(String line) {
        Place place = new Place(0, 0, ++entries);
        if (isBeyond(place)) {
            KeptDecision.read(line, place).filter(query::asksFor).ifPresent(this::found);
        }
        return true;
    }

    private boolean isBeyond(Place place) {
        Place after = query.after();
        return after == null
                || (query.newestFirst() ? place.sequence() < after.sequence() : place.sequence() > after.sequence());
    }

    private void found(KeptDecision decision) {
        found++;
        taker.accept(decision);
    }
}
