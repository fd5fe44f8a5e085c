package io.cascadeflow.camel.eip;

import org.apache.camel.Endpoint;
import org.apache.camel.builder.EndpointProducerBuilder;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.Metadata;

/** Another endpoint for what the {@code to} before it asks, in a tier: asked when that one does not answer. */
@Metadata(label = "eip,routing,ai")
public class OrToDefinition extends ToDefinition {

    public OrToDefinition() {}

    public OrToDefinition(String uri) {
        super(uri);
    }

    public OrToDefinition(Endpoint endpoint) {
        super(endpoint);
    }

    public OrToDefinition(EndpointProducerBuilder endpoint) {
        super(endpoint);
    }

    protected OrToDefinition(OrToDefinition source) {
        super(source);
    }

    @Override
    public OrToDefinition copyDefinition() {
        return new OrToDefinition(this);
    }

    @Override
    public String getShortName() {
        return "orTo";
    }

    @Override
    public String toString() {
        return "OrTo[" + getLabel() + "]";
    }
}
