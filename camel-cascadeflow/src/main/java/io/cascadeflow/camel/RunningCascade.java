package io.cascadeflow.camel;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** A cascade that is asked until it is retired, and stops once nobody is under way in it. Thread-safe. */
final class RunningCascade {

    private final CascadeProducer producer;

    /** Whoever is under way, and one more as long as it is not retired. */
    private final AtomicInteger users = new AtomicInteger(1);

    RunningCascade(CascadeProducer producer) {
        this.producer = producer;
    }

    CascadeProducer producer() {
        return producer;
    }

    /** Whether it may be asked; whoever enters asks it once. */
    boolean enter() {
        return users.getAndUpdate(now -> now == 0 ? 0 : now + 1) > 0;
    }

    boolean process(Exchange exchange, AsyncCallback callback) {
        return producer.process(exchange, doneSync -> {
            leave();
            callback.done(doneSync);
        });
    }

    /** Nobody new asks it. */
    void retire() {
        leave();
    }

    private void leave() {
        if (users.decrementAndGet() == 0) {
            // it waits for audits that are still under way: not on a thread that brings an answer
            producer.getEndpoint()
                    .getCamelContext()
                    .getExecutorServiceManager()
                    .newThread("CascadeFlowRetired", this::stop)
                    .start();
        }
    }

    void stop() {
        producer.stop();
    }
}
