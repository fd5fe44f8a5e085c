package io.cascadeflow.audit.trail;

import io.cascadeflow.audit.trail.KeptDecision.Place;
import java.util.ArrayList;
import java.util.List;

/** Collects a page of what a query asks for from all entries in the order in which they were written. Not thread-safe. */
final class Page {

    private final AuditQuery query;
    private final List<KeptDecision> found = new ArrayList<>();
    private long entries;

    Page(AuditQuery query) {
        this.query = query;
    }

    /** Takes the next entry; false when the page is full. */
    boolean take(String line) {
        Place place = new Place(0, 0, ++entries);
        if (query.after() == null || place.sequence() > query.after().sequence()) {
            KeptDecision.read(line, place).filter(query::asksFor).ifPresent(found::add);
        }
        return found.size() < query.most();
    }

    List<KeptDecision> found() {
        return List.copyOf(found);
    }
}
