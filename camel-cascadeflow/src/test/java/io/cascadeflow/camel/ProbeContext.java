package io.cascadeflow.camel;

import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Gate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

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

    ProbeContext(Consumer<CascadeFlowComponent> settings, Clock clock) {
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
            exchange.getMessage().setHeaders(new HashMap<>(headers));
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

    /** All events of a kind from now on. */
    <E extends CamelEvent> List<E> events(Class<E> kind) {
        List<E> events = new CopyOnWriteArrayList<>();
        camel.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (kind.isInstance(event)) {
                    events.add(kind.cast(event));
                }
            }
        });
        return events;
    }

    /** What calls left on the ledger, without those of the self-test. */
    List<LedgerEntry> lines() {
        return CascadeFlowBudgets.in(camel)
                .ledger()
                .entries(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1)), 0, 100_000)
                .stream()
                .filter(entry -> !"self-test".equals(entry.call().facts().get("role")))
                .toList();
    }

    @Override
    public void close() {
        template.stop();
        camel.stop();
    }
}
