package io.cascadeflow.chaos;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowReload;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Gate;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;

/** One node of several on one database: a Camel context that is stopped and started anew. Thread-safe. */
final class ChaosNode implements AutoCloseable {

    private static final long GRACE_SECONDS = 10;
    private static final long PATIENCE_SECONDS = 90;

    private final JumpingClock clock = new JumpingClock();
    private final Path file;
    private volatile Running running;

    private record Running(CamelContext camel, Map<String, AsyncProducer> producers, SimpleMeterRegistry meters) {

        AsyncProducer to(String uri) {
            return producers.computeIfAbsent(uri, this::create);
        }

        private AsyncProducer create(String uri) {
            try {
                AsyncProducer producer = camel.getEndpoint(uri).createAsyncProducer();
                camel.addService(producer);
                return producer;
            } catch (Exception e) {
                throw new IllegalStateException("no producer for " + uri, e);
            }
        }
    }

    ChaosNode(Path file, String configuration) throws IOException {
        this.file = file;
        Files.writeString(file, configuration);
        this.running = start();
    }

    JumpingClock clock() {
        return clock;
    }

    private Running start() {
        CamelContext camel = new DefaultCamelContext();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        camel.getRegistry().bind("meters", meters);
        camel.getRegistry().bind("clock", clock);
        camel.getRegistry().bind("gate", (Gate)
                draft -> Assessment.of(Question.confidence(draft.reply().text())));
        CascadeFlowComponent component = camel.getComponent("cascadeflow", CascadeFlowComponent.class);
        component.setConfiguration("file:" + file);
        component.setReloadSeconds(0);
        component.getDefaults().setGate("#gate");
        camel.getShutdownStrategy().setTimeout(GRACE_SECONDS);
        camel.start();
        return new Running(camel, new ConcurrentHashMap<>(), meters);
    }

    /**
     * Asks and waits for the end, on a thread of the caller's.
     *
     * @throws Exception when the node cannot be asked, as while it is restarted, or does not end
     */
    Exchange ask(String uri, Object body, Map<String, Object> headers) throws Exception {
        AsyncProducer producer = running.to(uri);
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(headers);
        return producer.processAsync(exchange).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** @return whether the node goes on with it from now on */
    boolean reload(String configuration) throws IOException {
        Files.writeString(file, configuration);
        return CascadeFlowReload.in(running.camel).reload();
    }

    void restart() {
        Running old = running;
        old.camel.stop();
        running = start();
    }

    /** The names and labels of its metrics. */
    Stream<String> labels() {
        return running.meters.getMeters().stream().map(Meter::getId).map(Object::toString);
    }

    @Override
    public void close() {
        running.camel.stop();
    }
}
