package io.cascadeflow.camel.budget;

import io.cascadeflow.camel.Notifiers;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.event.AbstractContextEvent;

/** Something that an operator wants to know of a budget. Sent to the event notifiers of the Camel context. */
public abstract class BudgetEvent extends AbstractContextEvent {

    private static final long serialVersionUID = 1L;

    BudgetEvent(CamelContext context, Instant at) {
        super(context);
        setTimestamp(at.toEpochMilli());
    }

    @Override
    public Type getType() {
        return Type.Custom;
    }

    final void publish() {
        Notifiers.tell(this);
    }
}
