package io.cascadeflow.examples.gateway;

import io.cascadeflow.audit.trail.AuditQuery;
import io.cascadeflow.cascade.Outcome;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which decisions. */
final class AuditFilter {

    @Option(names = "--from", paramLabel = "MOMENT", description = "The first moment, such as 2026-11-01T00:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "MOMENT", description = "The first moment after.")
    private @Nullable Instant to;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Of this tenant.")
    private @Nullable String tenant;

    @Option(names = "--cascade", paramLabel = "CASCADE", description = "Of this cascade.")
    private @Nullable String cascade;

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            description = "With this outcome: accepted, escalated, degraded, rejected or failed.")
    private @Nullable String outcome;

    @Option(names = "--id", paramLabel = "ID", description = "The decision of this id.")
    private @Nullable String id;

    AuditQuery query() {
        return AuditQuery.ALL
                .between(from, to)
                .ofTenant(tenant)
                .ofCascade(cascade)
                .withOutcome(outcome == null ? null : outcome(outcome))
                .withId(id);
    }

    private static Outcome outcome(String word) {
        try {
            return Outcome.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "there is no such outcome; write accepted, escalated, degraded, rejected or failed", e);
        }
    }
}
