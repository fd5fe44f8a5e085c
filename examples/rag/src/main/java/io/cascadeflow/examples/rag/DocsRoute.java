package io.cascadeflow.examples.rag;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static io.cascadeflow.camel.retrieval.Retrieve.retrieve;

import io.cascadeflow.camel.CascadeFlowConfiguration.Citing;
import io.cascadeflow.camel.CascadeFlowConstants;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Finds passages for a question, and asks the small model first: it has to cite them, and to stay with what they say. */
final class DocsRoute extends RouteBuilder {

    @Override
    public void configure() {
        // spotless:off tag::route[]
        cascade(from("direct:ask").errorHandler(noErrorHandler())
                .to(retrieve("docs").top(4).citations(Citing.required)
                    .emptyAnswer("There is nothing about this in the documents.")))
            .tier("small").acceptWhen(DocsRoute::isGrounded).to("cascadeflow:reader:small")
            .tier("large").to("cascadeflow:reader:large");
        // spotless:on end::route[]
    }

    /** Whether nine of ten words of an answer are the passages' or the question's. */
    private static boolean isGrounded(Exchange exchange) {
        Map<?, ?> signals = exchange.getMessage().getHeader(CascadeFlowConstants.SIGNALS, Map.of(), Map.class);
        return signals.get("ground.words") instanceof Double share && share >= 0.9;
    }
}
