package io.cascadeflow.audit.trail;

import io.cascadeflow.cascade.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions to find. What is absent does not matter.
 *
 * @param from the first moment
 * @param to the first moment after
 * @param after the place of the last decision of the page before: found is what comes after it
 * @param newestFirst whether the newest come first; else the oldest
 * @param most how many a page has, 1 to {@link #MOST}
 */
public record AuditQuery(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String tenant,
        @Nullable String cascade,
        @Nullable Outcome outcome,
        @Nullable String id,
        KeptDecision.@Nullable Place after,
        boolean newestFirst,
        int most) {

    public static final int MOST = 10_000;

    /** A page of all, from the oldest on. */
    public static final AuditQuery ALL = new AuditQuery(null, null, null, null, null, null, null, false, 100);

    public AuditQuery {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("a page of %d; it has 1 to %d decisions".formatted(most, MOST));
        }
    }

    public AuditQuery between(@Nullable Instant from, @Nullable Instant to) {
        return new AuditQuery(from, to, tenant, cascade, outcome, id, after, newestFirst, most);
    }

    public AuditQuery ofTenant(@Nullable String tenant) {
        return new AuditQuery(from, to, tenant, cascade, outcome, id, after, newestFirst, most);
    }

    public AuditQuery ofCascade(@Nullable String cascade) {
        return new AuditQuery(from, to, tenant, cascade, outcome, id, after, newestFirst, most);
    }

    public AuditQuery withOutcome(@Nullable Outcome outcome) {
        return new AuditQuery(from, to, tenant, cascade, outcome, id, after, newestFirst, most);
    }

    public AuditQuery withId(@Nullable String id) {
        return new AuditQuery(from, to, tenant, cascade, outcome, id, after, newestFirst, most);
    }

    /** The page after one that ended there. */
    public AuditQuery after(KeptDecision.@Nullable Place place) {
        return new AuditQuery(from, to, tenant, cascade, outcome, id, place, newestFirst, most);
    }

    /** The same from the newest on. */
    public AuditQuery fromTheNewest() {
        return new AuditQuery(from, to, tenant, cascade, outcome, id, after, true, most);
    }

    public AuditQuery most(int most) {
        return new AuditQuery(from, to, tenant, cascade, outcome, id, after, newestFirst, most);
    }

    /** Whether a decision is one of them, whatever the page. */
    boolean asksFor(KeptDecision decision) {
        return (from == null || !decision.at().isBefore(from))
                && (to == null || decision.at().isBefore(to))
                && isOrAny(tenant, decision.text("tenant"))
                && isOrAny(cascade, decision.text("cascade"))
                && isOrAny(outcome == null ? null : outcome.toString(), decision.text("outcome"))
                && isOrAny(id, decision.text("id"));
    }

    private static boolean isOrAny(@Nullable String asked, @Nullable String is) {
        return asked == null || asked.equals(is);
    }
}
