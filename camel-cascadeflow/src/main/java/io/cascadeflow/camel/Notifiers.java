package io.cascadeflow.camel;

import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.event.AbstractContextEvent;
import org.apache.camel.impl.event.AbstractExchangeEvent;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.EventNotifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives our events to the event notifiers of a Camel context; one that fails is logged, and keeps nothing from going on. */
public final class Notifiers {

    private static final Logger LOG = LoggerFactory.getLogger(Notifiers.class);

    private Notifiers() {}

    /** Tells those who want events of contexts, whether or not they also want those of exchanges. */
    public static void tell(AbstractContextEvent event) {
        tell(event.getContext(), event, EventNotifier::isIgnoreCamelContextEvents);
    }

    /** Tells those who want events of exchanges. */
    public static void tell(AbstractExchangeEvent event) {
        tell(event.getExchange().getContext(), event, EventNotifier::isIgnoreExchangeEvents);
    }

    private static void tell(CamelContext context, CamelEvent event, Predicate<EventNotifier> ignores) {
        for (EventNotifier notifier : context.getManagementStrategy().getStartedEventNotifiers()) {
            if (!notifier.isDisabled() && !ignores.test(notifier) && notifier.isEnabled(event)) {
                send(notifier, event);
            }
        }
    }

    private static void send(EventNotifier notifier, CamelEvent event) {
        try {
            notifier.notify(event);
        } catch (Exception e) {
            // a listener must not cost the caller the answer that was paid for
            LOG.warn("{} failed on the event: {}", notifier, event, e);
        }
    }
}
