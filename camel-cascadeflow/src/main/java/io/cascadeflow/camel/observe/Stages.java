package io.cascadeflow.camel.observe;

import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Tier;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.event.ExchangeSendingEvent;
import org.apache.camel.impl.event.ExchangeSentEvent;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.EventNotifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows Camel's tracers a cascade and its tiers. They make spans of what is sent to endpoints, so that is how it is put to them,
 * and to nobody else. Safe to share between threads.
 */
public final class Stages {

    /** Attributes of the span that is about to end, on its exchange; a map of texts. */
    static final String ATTRIBUTES = "CamelCascadeFlowSpanAttributes";

    private static final Logger LOG = LoggerFactory.getLogger(Stages.class);
    private static final String TRACERS = "org.apache.camel.telemetry.";

    private final CamelContext context;
    private final String name;
    private final StageEndpoint cascade;
    private final Map<String, StageEndpoint> tiers = new HashMap<>();

    public Stages(CamelContext context, Cascade cascade) {
        this.context = context;
        this.name = cascade.name();
        this.cascade = StageEndpoint.cascade(context, cascade.name());
        for (Tier tier : cascade.tiers()) {
            tiers.put(tier.name(), StageEndpoint.tier(context, tier.name()));
        }
    }

    /** The cascade's. */
    String name() {
        return name;
    }

    StageEndpoint cascade() {
        return cascade;
    }

    /** That of one of the cascade's tiers. */
    StageEndpoint tier(String name) {
        StageEndpoint tier = tiers.get(name);
        return tier == null ? cascade : tier;
    }

    /** Whether anybody makes spans. */
    boolean isTraced() {
        for (EventNotifier notifier : context.getManagementStrategy().getStartedEventNotifiers()) {
            if (isTracer(notifier)) {
                return true;
            }
        }
        return false;
    }

    void begin(Exchange exchange, StageEndpoint stage) {
        tell(new ExchangeSendingEvent(exchange, stage));
    }

    void end(Exchange exchange, StageEndpoint stage, Map<String, String> attributes) {
        exchange.setProperty(ATTRIBUTES, attributes);
        tell(new ExchangeSentEvent(exchange, stage, 0));
        exchange.removeProperty(ATTRIBUTES);
    }

    private void tell(CamelEvent event) {
        for (EventNotifier notifier : context.getManagementStrategy().getStartedEventNotifiers()) {
            if (isTracer(notifier)) {
                try {
                    notifier.notify(event);
                } catch (Exception e) {
                    // a span must not cost the caller the answer that was paid for
                    LOG.debug("a tracer failed", e);
                }
            }
        }
    }

    private static boolean isTracer(EventNotifier notifier) {
        return notifier.getClass().getName().startsWith(TRACERS);
    }
}
