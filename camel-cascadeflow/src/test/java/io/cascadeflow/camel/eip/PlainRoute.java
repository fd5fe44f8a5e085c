package io.cascadeflow.camel.eip;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.FakeTier;
import io.cascadeflow.retrieval.Passage;
import io.cascadeflow.retrieval.Retriever;
import java.util.List;
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

    public static String folder() throws Exception {
        return refusal("cascadeflow:retrieve:docs?folder=.");
    }

    /** A bean of one's own is a source, and what is none is said to be none, without libraries that could have one. */
    public static String beans() throws Exception {
        try (CamelContext context = new DefaultCamelContext(false)) {
            context.setApplicationContextClassLoader(PlainRoute.class.getClassLoader());
            Retriever own = query -> List.of(Passage.of("found"));
            context.getRegistry().bind("own", own);
            context.getRegistry().bind("other", "a text");
            context.start();
            Object found = context.createProducerTemplate()
                    .request(
                            "cascadeflow:retrieve:own",
                            exchange -> exchange.getMessage().setBody("q"))
                    .getMessage()
                    .getHeader(CascadeFlowConstants.PASSAGES);
            try {
                context.getEndpoint("cascadeflow:retrieve:other").createProducer();
                return "no refusal";
            } catch (IllegalArgumentException refused) {
                return ((List<?>) found).size() + " found; "
                        + String.valueOf(refused.getMessage()).contains("'other' is a java.lang.String");
            }
        }
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
