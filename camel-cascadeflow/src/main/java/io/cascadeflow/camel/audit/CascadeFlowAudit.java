package io.cascadeflow.camel.audit;

import io.cascadeflow.audit.trail.AuditLog;
import io.cascadeflow.audit.trail.AuditTrail;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.StaticService;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The audit trail of a Camel context, for operators: what it has put on record, and whether each sink takes it. Also in JMX.
 * Safe to share between threads.
 */
@ManagedResource(description = "CascadeFlow audit trail")
public final class CascadeFlowAudit extends ServiceSupport implements StaticService {

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final AuditTrail trail;
    private final Clock clock;

    public CascadeFlowAudit(AuditTrail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * That of a Camel context.
     *
     * @throws IllegalStateException when its cascadeflow component is not started
     */
    public static CascadeFlowAudit in(CamelContext context) {
        CascadeFlowAudit audit = context.hasService(CascadeFlowAudit.class);
        if (audit == null) {
            throw new IllegalStateException("the cascadeflow component is not started: start the Camel context first");
        }
        return audit;
    }

    public AuditTrail trail() {
        return trail;
    }

    @ManagedAttribute(description = "Decisions that are on record, by sink")
    public Map<String, Long> getWritten() {
        return bySink(log -> log.figures().written());
    }

    @ManagedAttribute(description = "Decisions that wait to be put on record, by sink")
    public Map<String, Long> getWaiting() {
        return bySink(AuditLog::waiting);
    }

    @ManagedAttribute(description = "Decisions that were dropped because too many waited, by sink")
    public Map<String, Long> getDropped() {
        return bySink(log -> log.figures().dropped());
    }

    @ManagedAttribute(description = "How often a sink failed and was tried again, by sink")
    public Map<String, Long> getFailures() {
        return bySink(log -> log.figures().failures());
    }

    @ManagedAttribute(description = "Why a sink takes nothing or hangs, and since when, by sink; empty while all work")
    public Map<String, String> getFailing() {
        Map<String, String> failing = new LinkedHashMap<>();
        for (AuditLog log : trail.logs()) {
            log.figures().trouble(clock.instant()).ifPresent(why -> failing.put(log.name(), why));
        }
        return failing;
    }

    private Map<String, Long> bySink(ToLongFunction<AuditLog> figure) {
        Map<String, Long> figures = new LinkedHashMap<>();
        trail.logs().forEach(log -> figures.put(log.name(), figure.applyAsLong(log)));
        return figures;
    }

    /** After the calls in flight were ended: what is decided of them is on record, too. */
    @Override
    protected void doStop() {
        trail.close(CLOSING);
    }
}
