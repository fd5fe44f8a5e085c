package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.gateway.Fault.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.processor.SendProcessor;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whom the client named. Those that have names of their own are ready when the route starts, so that what is wrong with
 * them is said then; others are made ready when they are first asked, and the one not asked for the longest time is dropped
 * when there are too many.
 */
final class Asks extends AsyncProcessorSupport {

    /** An exchange property: the {@link Target}. */
    static final String TARGET = "CamelCascadeFlowGatewayTarget";

    private static final Logger LOG = LoggerFactory.getLogger(Asks.class);

    private static final int MOST_OTHERS = 200;

    private final CamelContext camel;
    private final Models models;
    private final Map<String, AsyncProcessor> known = new LinkedHashMap<>();
    private final Map<String, AsyncProcessor> others = new LinkedHashMap<>(16, 0.75f, true);

    Asks(CamelContext camel, Models models) {
        this.camel = camel;
        this.models = models;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Target target = exchange.getProperty(TARGET, Target.class);
        try {
            return processor(target).process(exchange, callback);
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private AsyncProcessor processor(Target target) {
        AsyncProcessor ready = known.get(target.uri());
        return ready != null ? ready : other(target);
    }

    private AsyncProcessor other(Target target) {
        synchronized (others) {
            AsyncProcessor ready = others.get(target.uri());
            if (ready == null) {
                ready = startOther(target);
                others.put(target.uri(), ready);
                dropOldest();
            }
            return ready;
        }
    }

    private AsyncProcessor startOther(Target target) {
        try {
            return start(target);
        } catch (IllegalArgumentException cannot) {
            LOG.warn("{}", cannot.getMessage());
            throw new FaultException(Kind.UNKNOWN_MODEL, "model '%s' cannot be asked here".formatted(target.name()));
        }
    }

    private void dropOldest() {
        if (others.size() > MOST_OTHERS) {
            String oldest = others.keySet().iterator().next();
            ServiceHelper.stopAndShutdownService(others.remove(oldest));
        }
    }

    /** As {@code to} makes it, so that events, spans and metrics see the endpoint. */
    private AsyncProcessor start(Target target) {
        Endpoint endpoint = camel.getEndpoint(target.uri());
        SendProcessor sender = new SendProcessor(endpoint);
        try {
            ServiceHelper.startService(sender);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "gateway: '%s' cannot be asked: %s".formatted(target.name(), message(e)), e);
        }
        return sender;
    }

    private static String message(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    @Override
    protected void doStart() {
        models.known().forEach(target -> known.computeIfAbsent(target.uri(), uri -> start(target)));
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopAndShutdownServices(known.values());
        known.clear();
        synchronized (others) {
            ServiceHelper.stopAndShutdownServices(others.values());
            others.clear();
        }
    }
}
