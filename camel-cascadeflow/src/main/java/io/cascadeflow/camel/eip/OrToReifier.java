package io.cascadeflow.camel.eip;

import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.reifier.SendReifier;

/** Makes the processor of one endpoint among several; which of them is asked is the tier's to say. */
final class OrToReifier extends SendReifier {

    private final ProcessorDefinition<?> node;

    OrToReifier(Route route, ProcessorDefinition<?> node) {
        super(route, node);
        this.node = node;
    }

    @Override
    public Processor createProcessor() throws Exception {
        if (!(node.getParent() instanceof TierDefinition)) {
            throw new IllegalArgumentException(
                    "%s is not in a tier; write it after the to of a cascade's tier".formatted(node));
        }
        return super.createProcessor();
    }
}
