package io.cascadeflow.camel;

import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Gate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with the provider {@code probe}, prices for it, and a clock that stands still. */
final class ProbeContext implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    final CamelContext camel = new DefaultCamelContext();
    final ProbeProvider probe = new ProbeProvider();
    private final Consumer<CascadeFlowComponent> settings;
    private final Clock clock;
    private ProducerTemplate template = camel.createProducerTemplate();

    ProbeContext() {
        this(component -> {});
    }

    ProbeContext(Consumer<CascadeFlowComponent> settings) {
        this(settings, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    ProbeContext(Clock clock) {
        this(component -> {}, clock);
    }

    private ProbeContext(Consumer<CascadeFlowComponent> settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        restart();
    }

    /** Starts the context, which forgets its registry when it stops. */
    void restart() {
        camel.getRegistry().bind("probe", probe);
        camel.getRegistry().bind("clock", clock);
        camel.getRegistry().bind("sure", (Gate) draft -> Assessment.of(0.9));
        camel.getRegistry().bind("unsure", (Gate) draft -> Assessment.of(0.1));
        component().setConfiguration("classpath:camel/probe.yaml");
        camel.getRegistry().bind("own-hardware", GettingStartedPageTest.models());
        settings.accept(component());
        camel.start();
        template = camel.createProducerTemplate();
    }

    CascadeFlowComponent component() {
        return camel.getComponent("cascadeflow", CascadeFlowComponent.class);
    }

    Exchange ask(String uri, Object body) {
        return ask(uri, body, Map.of());
    }

    Exchange ask(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        });
    }

    CompletableFuture<Exchange> send(String uri, Object body) {
        return template.asyncSend(uri, exchange -> exchange.getMessage().setBody(body));
    }

    /** Sends on the caller's thread, which is free again while the model thinks. */
    void sendHere(String uri, Object body, CompletableFuture<Exchange> done) throws Exception {
        Exchange exchange = camel.getEndpoint(uri).createExchange();
        exchange.getMessage().setBody(body);
        AsyncProducer producer = camel.getEndpoint(uri).createAsyncProducer();
        producer.start();
        producer.process(exchange, doneSync -> done.complete(exchange));
    }

    @Override
    public void close() {
        template.stop();
        camel.stop();
    }
}
