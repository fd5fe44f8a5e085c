package io.cascadeflow.camel.observe;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** A cascade or a tier, in the form in which Camel's tracers take what a span is about. Nothing can be sent to it. */
public final class StageEndpoint extends DefaultEndpoint {

    private final String spanName;

    private StageEndpoint(CamelContext context, String kind, String name) {
        super("cascadeflow:%s:%s".formatted(kind, name), null);
        setCamelContext(context);
        this.spanName = kind + " " + name;
    }

    static StageEndpoint cascade(CamelContext context, String name) {
        return new StageEndpoint(context, "cascade", name);
    }

    static StageEndpoint tier(CamelContext context, String name) {
        return new StageEndpoint(context, "tier", name);
    }

    String spanName() {
        return spanName;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("%s only names a span".formatted(getEndpointUri()));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("%s only names a span".formatted(getEndpointUri()));
    }
}
