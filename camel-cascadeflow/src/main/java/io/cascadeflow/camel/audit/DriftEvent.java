package io.cascadeflow.camel.audit;

import io.cascadeflow.audit.DriftAlarm;
import io.cascadeflow.audit.OnDrift;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.event.AbstractContextEvent;
import org.apache.camel.spi.EventNotifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A tier's gate no longer fits its traffic. Sent to the event notifiers of the Camel context. */
public final class DriftEvent extends AbstractContextEvent {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DriftEvent.class);

    private final String cascade;
    private final String tier;
    private final transient DriftAlarm alarm;
    private final OnDrift consequence;

    DriftEvent(CamelContext context, String cascade, String tier, DriftAlarm alarm, OnDrift consequence) {
        super(context);
        this.cascade = cascade;
        this.tier = tier;
        this.alarm = alarm;
        this.consequence = consequence;
    }

    public String cascade() {
        return cascade;
    }

    public String tier() {
        return tier;
    }

    public DriftAlarm alarm() {
        return alarm;
    }

    /** What follows from it. */
    public OnDrift consequence() {
        return consequence;
    }

    @Override
    public Type getType() {
        return Type.Custom;
    }

    @Override
    public String toString() {
        return "the gate of tier '%s' of cascade '%s' no longer fits: %s (onDrift: %s). Fit it again on recorded traffic"
                .formatted(tier, cascade, alarm.text(), consequence);
    }

    void publish() {
        CamelContext context = getContext();
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
