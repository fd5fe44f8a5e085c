package io.cascadeflow.camel.budget;

import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.event.AbstractContextEvent;
import org.apache.camel.spi.EventNotifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that an operator wants to know of a budget. Sent to the event notifiers of the Camel context. */
public abstract class BudgetEvent extends AbstractContextEvent {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(BudgetEvent.class);

    BudgetEvent(CamelContext context, Instant at) {
        super(context);
        setTimestamp(at.toEpochMilli());
    }

    @Override
    public Type getType() {
        return Type.Custom;
    }

    final void publish() {
        CamelContext context = getContext();
        if (!context.getCamelContextExtension().isEventNotificationApplicable()) {
            return;
        }
        for (EventNotifier notifier : context.getManagementStrategy().getStartedEventNotifiers()) {
            if (!notifier.isDisabled() && !notifier.isIgnoreCamelContextEvents() && notifier.isEnabled(this)) {
                sendTo(notifier);
            }
        }
    }

    private void sendTo(EventNotifier notifier) {
        try {
            notifier.notify(this);
        } catch (Exception e) {
            // a listener must not cost the caller the answer that was paid for
            LOG.warn("{} failed on the event: {}", notifier, this, e);
        }
    }
}
