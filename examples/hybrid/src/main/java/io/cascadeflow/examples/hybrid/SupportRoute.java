package io.cascadeflow.examples.hybrid;

import io.cascadeflow.camel.CascadeFlowConstants;
import org.apache.camel.builder.RouteBuilder;

/** Says what a question is, and lets the rules say where it may go. */
final class SupportRoute extends RouteBuilder {

    @Override
    public void configure() {
        // spotless:off tag::route[]
        from("direct:ask").errorHandler(noErrorHandler())
            .choice().when(new PersonalData())
                .setHeader(CascadeFlowConstants.TAGS, constant("personal"))
            .end()
            .to("cascadeflow:cascade:support");
        // spotless:on end::route[]
    }
}
