package io.cascadeflow.examples.ab;

import org.apache.camel.builder.RouteBuilder;

/** Sends each user's questions to one of two cascades. */
final class AbRoute extends RouteBuilder {

    private final Split split;

    AbRoute(Split split) {
        this.split = split;
    }

    @Override
    public void configure() {
        // spotless:off tag::route[]
        from("direct:ask").errorHandler(noErrorHandler())
            .choice()
                .when(split).to("cascadeflow:cascade:b")
                .otherwise().to("cascadeflow:cascade:a")
            .end();
        // spotless:on end::route[]
    }
}
