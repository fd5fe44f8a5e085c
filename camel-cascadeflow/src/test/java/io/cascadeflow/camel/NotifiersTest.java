package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.event.AbstractContextEvent;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotifiersTest {

    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    private static final class Spent extends AbstractContextEvent {

        private static final long serialVersionUID = 1L;

        Spent(CamelContext context) {
            super(context);
        }

        @Override
        public Type getType() {
            return Type.Custom;
        }
    }

    private static final class Listener extends EventNotifierSupport {

        private final List<CamelEvent> heard = new ArrayList<>();

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof Spent) {
                heard.add(event);
            }
        }
    }

    private static final class Broken extends EventNotifierSupport {

        @Override
        public void notify(CamelEvent event) {
            throw new IllegalStateException("the pager is off");
        }
    }

    @Test
    void whoWantsNoEventsOfExchangesHearsThoseOfTheContext() {
        Listener listener = new Listener();
        listener.setIgnoreExchangeEvents(true);
        context.getManagementStrategy().addEventNotifier(listener);
        context.start();

        Notifiers.tell(new Spent(context));

        assertThat(listener.heard).hasSize(1);
    }

    @Test
    void whoWantsNoEventsOfContextsHearsNone() {
        Listener listener = new Listener();
        listener.setIgnoreCamelContextEvents(true);
        context.getManagementStrategy().addEventNotifier(listener);
        context.start();

        Notifiers.tell(new Spent(context));

        assertThat(listener.heard).isEmpty();
    }

    @Test
    void oneThatFailsKeepsNobodyElseFromHearing() {
        Listener listener = new Listener();
        context.getManagementStrategy().addEventNotifier(new Broken());
        context.getManagementStrategy().addEventNotifier(listener);
        context.start();

        Notifiers.tell(new Spent(context));

        assertThat(listener.heard).hasSize(1);
    }
}
