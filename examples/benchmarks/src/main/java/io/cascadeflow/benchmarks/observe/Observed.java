package io.cascadeflow.benchmarks.observe;

import io.cascadeflow.audit.trail.AuditLog;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.audit.CascadeFlowAudit;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;

/** A route with a cascade of scripted tiers, of which half of the questions reach the second. */
final class Observed implements AutoCloseable {

    private static final long LOOK_MILLIS = 1;

    private final CamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;
    private long asked;

    /**
     * What sees its calls.
     *
     * @param audit whether decisions are put on record in a file of H2
     */
    record Seen(boolean metrics, boolean spans, boolean audit) {}

    /** @param folder for its configuration and the database */
    Observed(Seen seen, Path folder) throws Exception {
        CascadeFlowComponent component = camel.getComponent("cascadeflow", CascadeFlowComponent.class);
        component.setConfiguration("file:" + configuration(seen, folder));
        if (seen.metrics()) {
            camel.getRegistry().bind("meters", new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        }
        if (seen.spans()) {
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

    private static Path configuration(Seen seen, Path folder) throws IOException {
        try (InputStream plain = Observed.class.getResourceAsStream("/observe.yaml")) {
            String text = new String(Objects.requireNonNull(plain).readAllBytes(), StandardCharsets.UTF_8);
            String audit = "audit: {url: \"jdbc:h2:file:%s\"}%n".formatted(folder.resolve("audit-" + seen.metrics()));
            Path file = folder.resolve("observe-%s.yaml".formatted(seen.hashCode()));
            return Files.writeString(file, seen.audit() ? text + audit : text);
        }
    }

    /** Asks so many questions, one after the other, and waits until all of them are on record. */
    void ask(int questions) throws InterruptedException {
        for (int i = 0; i < questions; i++) {
            String question = i % 2 == 0 ? "Are you sure?" : "Are you unsure?";
            Exchange answered = template.request(
                    "direct:ask", exchange -> exchange.getMessage().setBody(question));
            if (answered.getException() != null) {
                throw new IllegalStateException("a question failed", answered.getException());
            }
        }
        asked += questions;
        for (AuditLog log : CascadeFlowAudit.in(camel).trail().logs()) {
            while (log.figures().written() < asked) {
                if (log.figures().failing() != null) {
                    throw new IllegalStateException(
                            "decisions are not put on record: " + log.figures().failing());
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    @Override
    public void close() {
        template.stop();
        camel.stop();
    }
}
