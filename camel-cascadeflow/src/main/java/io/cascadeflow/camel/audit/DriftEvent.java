package io.cascadeflow.camel.audit;

import io.cascadeflow.audit.DriftAlarm;
import io.cascadeflow.audit.OnDrift;
import io.cascadeflow.camel.Notifiers;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.event.AbstractContextEvent;

/** A tier's gate no longer fits its traffic. Sent to the event notifiers of the Camel context. */
public final class DriftEvent extends AbstractContextEvent {

    private static final long serialVersionUID = 1L;

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
        Notifiers.tell(this);
    }
}
