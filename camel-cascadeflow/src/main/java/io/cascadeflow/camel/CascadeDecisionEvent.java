package io.cascadeflow.camel;

import io.cascadeflow.cascade.Decision;
import org.apache.camel.Exchange;
import org.apache.camel.impl.event.AbstractExchangeEvent;

/** A cascade ended. Sent to the event notifiers of the Camel context, before the route goes on. */
public final class CascadeDecisionEvent extends AbstractExchangeEvent {

    private static final long serialVersionUID = 1L;

    private final transient Decision decision;

    public CascadeDecisionEvent(Exchange exchange, Decision decision) {
        super(exchange);
        this.decision = decision;
        setTimestamp(decision.at().toEpochMilli());
    }

    public Decision decision() {
        return decision;
    }

    @Override
    public Type getType() {
        return Type.Custom;
    }

    @Override
    public String toString() {
        return "cascade '%s' %s for %s USD".formatted(decision.cascade(), decision.outcome(), decision.totalCost());
    }

    static void publish(Exchange exchange, Decision decision) {
        if (exchange.getContext().getCamelContextExtension().isEventNotificationApplicable()) {
            Notifiers.tell(new CascadeDecisionEvent(exchange, decision));
        }
    }
}
