package io.cascadeflow.camel.eip;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;

import io.cascadeflow.camel.FakeTier;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A Java route with a cascade, to be run in any class loader. */
public final class PlainRoute {

    private PlainRoute() {}

    public static String ask() throws Exception {
        try (CamelContext context = new DefaultCamelContext(false)) {
            context.setApplicationContextClassLoader(PlainRoute.class.getClassLoader());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    cascade(from("direct:in"))
                            .tier("small")
                            .acceptAbove(0.7)
                            .process(FakeTier.answering("small").confident(0.1))
                            .tier("large")
                            .process(FakeTier.answering("large"))
                            .end();
                }
            });
            context.start();
            return context.createProducerTemplate().requestBody("direct:in", "q", String.class);
        }
    }

    public static String langChain4j() throws Exception {
        return refusal("cascadeflow:langchain4j:openai:gpt-4o-mini");
    }

    public static String springAi() throws Exception {
        return refusal("cascadeflow:spring-ai:openai:gpt-4o-mini");
    }

    /** What is said when an endpoint is asked that cannot be. */
    private static String refusal(String uri) throws Exception {
        try (CamelContext context = new DefaultCamelContext(false)) {
            context.setApplicationContextClassLoader(PlainRoute.class.getClassLoader());
            context.start();
            context.createProducerTemplate().requestBody(uri, "q", String.class);
            return "";
        } catch (RuntimeException refused) {
            Throwable cause = refused;
            while (!(cause instanceof IllegalArgumentException) && cause.getCause() != null) {
                cause = cause.getCause();
            }
            return String.valueOf(cause.getMessage());
        }
    }
}
