package io.cascadeflow.benchmarks.observe;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;

/** A route with a cascade of scripted tiers, of which half of the questions reach the second. */
final class Observed implements AutoCloseable {

    private final CamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;

    Observed(boolean metrics, boolean spans) throws Exception {
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("classpath:observe.yaml");
        if (metrics) {
            camel.getRegistry().bind("meters", new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        }
        if (spans) {
            SdkTracerProvider tracers = SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(new Discarded()))
                    .build();
            camel.getRegistry().bind("tracer", tracers.get("benchmark"));
            new OpenTelemetryTracer().init(camel);
        }
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to("cascadeflow:cascade:support");
            }
        });
        camel.start();
        template = camel.createProducerTemplate();
    }

    /** Asks so many questions, one after the other. */
    void ask(int questions) {
        for (int i = 0; i < questions; i++) {
            String question = i % 2 == 0 ? "Are you sure?" : "Are you unsure?";
            Exchange answered = template.request(
                    "direct:ask", exchange -> exchange.getMessage().setBody(question));
            if (answered.getException() != null) {
                throw new IllegalStateException("a question failed", answered.getException());
            }
        }
    }

    @Override
    public void close() {
        template.stop();
        camel.stop();
    }
}
