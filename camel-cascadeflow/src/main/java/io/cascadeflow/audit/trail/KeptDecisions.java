package io.cascadeflow.audit.trail;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what is on record. Blocks. */
public interface KeptDecisions {

    /** A page of the decisions that a query asks for, in its order; a page that is not full is the last one. */
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

    /**
     * What came of the calls of tools that a decision's answer asked for, in the order in which that became known.
     *
     * @param id the decision's; of an agent that asks no cascade, the run's
     */
    List<KeptToolCall> toolCalls(String id) throws IOException;

    /**
     * Reads on from where it stopped, what nodes put on record meanwhile included.
     *
     * @param since what was decided before is left out, as far as that is cheap
     * @return empty where that would mean reading all of it each time
     */
    default Optional<Follower> follow(Instant since) {
        return Optional.empty();
    }

    /** Checks every chain, from the oldest entry that is kept to the newest. */
    Verification verify() throws IOException;
}
