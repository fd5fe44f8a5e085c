package io.cascadeflow.camel.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Counts each request, and writes one line for it in the log {@code io.cascadeflow.gateway}, with keys and values for structured logs. Without prompts,
 * answers and keys.
 */
final class Journal {

    private static final Logger LOG = LoggerFactory.getLogger("io.cascadeflow.gateway");

    private final Clock clock;
    private final GatewayMetrics metrics;

    Journal(Clock clock, GatewayMetrics metrics) {
        this.clock = clock;
        this.metrics = metrics;
    }

    Instant now() {
        return clock.instant();
    }

    void answered(Visit visit, int status, @Nullable Fault fault) {
        Duration took = Duration.between(visit.began(), clock.instant());
        metrics.answered(visit.door(), status, fault, took);
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("id", visit.id())
                .addKeyValue("door", visit.door())
                .addKeyValue("status", status)
                .addKeyValue("fault", fault == null ? "none" : fault.kind())
                .addKeyValue("ms", took.toMillis());
        for (Map.Entry<String, Object> note : visit.notes().entrySet()) {
            line = line.addKeyValue(note.getKey(), note.getValue());
        }
        line.log("answered");
    }

    /** What a client is not told. */
    static void failed(Visit visit, Throwable failure) {
        LOG.atError().addKeyValue("id", visit.id()).setCause(failure).log("failed");
    }
}
