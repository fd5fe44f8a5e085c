package io.cascadeflow.audit.trail;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Reads what is on record. Blocks. */
public interface KeptDecisions {

    /** A page of the decisions that a query asks for, oldest first; a page that is not full is the last one. */
    List<KeptDecision> find(AuditQuery query) throws IOException;

    /** All decisions that a query asks for, whatever its page, oldest first. */
    default void each(AuditQuery query, Consumer<KeptDecision> taker) throws IOException {
        AuditQuery next = query.most(AuditQuery.MOST);
        while (true) {
            List<KeptDecision> page = find(next);
            page.forEach(taker);
            if (page.size() < AuditQuery.MOST) {
                return;
            }
            next = next.after(page.get(page.size() - 1).place());
        }
    }

    /** Checks every chain, from the oldest entry that is kept to the newest. */
    Verification verify() throws IOException;
}
