package io.cascadeflow.camel;

import io.cascadeflow.camel.CascadeFlowConfiguration.OutputType;
import io.cascadeflow.camel.budget.Payers;
import io.cascadeflow.camel.budget.Spending;
import io.cascadeflow.camel.budget.Terms;
import io.cascadeflow.camel.config.CascadeConfiguration;
import io.cascadeflow.camel.stream.ReplyStream;
import io.cascadeflow.camel.stream.StreamedPieces;
import io.cascadeflow.camel.stream.Streaming;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * The cascade behind an endpoint, as it is configured now. When the configuration changes another one takes its place; whoever
 * began goes on with the one that was there. Two are kept at most: the last one is stopped when a third comes and nobody is under
 * way in it any more.
 */
final class LiveCascade extends DefaultAsyncProducer {

    private final CascadeFlowEndpoint endpoint;
    private final Cascades cascades;
    private final @Nullable OutputType streaming;
    private volatile List<Generation> generations = List.of();

    /**
     * A cascade as it was configured at a time.
     *
     * @param payers tell the time
     */
    private record Generation(Payers payers, CascadeConfiguration written, RunningCascade running) {}

    LiveCascade(CascadeFlowEndpoint endpoint, Cascades cascades) {
        super(endpoint);
        this.endpoint = endpoint;
        this.cascades = cascades;
        CascadeFlowConfiguration options = endpoint.getConfiguration();
        this.streaming = options.isStreaming() ? options.getOutputType() : null;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (streaming != null && Streaming.isFree(exchange)) {
            return Streaming.start(exchange, callback, this, ReplyStream.of(StreamedPieces.of(streaming)));
        }
        Payers payers = cascades.payers().around(exchange);
        RunningCascade running = entered(payers);
        if (running == null) {
            exchange.setException(new IllegalStateException("the producer of %s is not started".formatted(endpoint)));
            callback.done(true);
            return true;
        }
        Spending around = Spending.of(exchange);
        payers.begin(exchange);
        return running.process(exchange, doneSync -> {
            Spending.set(exchange, around);
            callback.done(doneSync);
        });
    }

    /** Whoever finds one that was just retired looks again. */
    private @Nullable RunningCascade entered(Payers payers) {
        RunningCascade running = running(payers);
        while (running != null && !running.enter()) {
            running = newest();
        }
        return running;
    }

    private @Nullable RunningCascade running(Payers payers) {
        for (Generation each : generations) {
            if (each.payers() == payers) {
                return each.running();
            }
        }
        return newest();
    }

    private @Nullable RunningCascade newest() {
        List<Generation> all = generations;
        return all.isEmpty() ? null : all.get(all.size() - 1).running();
    }

    /**
     * Makes the cascade as it is configured there, and has it ready.
     *
     * @throws IllegalArgumentException when it cannot be made
     */
    synchronized void prepare(Terms terms) {
        CascadeConfiguration written = cascades.written(endpoint, terms.configuration());
        List<Generation> all = new ArrayList<>(generations);
        all.add(new Generation(terms.payers(), written, ready(written)));
        generations = List.copyOf(all);
    }

    /** One that did not change goes on, with what it has learned of its tiers. */
    private RunningCascade ready(CascadeConfiguration written) {
        Generation last = generations.isEmpty() ? null : generations.get(generations.size() - 1);
        return last != null && last.written().equals(written) ? last.running() : new RunningCascade(start(written));
    }

    private CascadeProducer start(CascadeConfiguration written) {
        CascadeProducer producer = cascades.make(endpoint, written);
        try {
            producer.start();
            return producer;
        } catch (RuntimeException e) {
            producer.stop();
            throw e;
        }
    }

    /** What was prepared there is not needed. */
    synchronized void forget(Terms terms) {
        keep(generations.stream()
                .filter(each -> each.payers() != terms.payers())
                .toList());
    }

    /** Only the last two are needed any more. */
    synchronized void settle() {
        keep(generations.subList(Math.max(0, generations.size() - 2), generations.size()));
    }

    private void keep(List<Generation> kept) {
        List<Generation> before = generations;
        generations = List.copyOf(kept);
        before.stream()
                .map(Generation::running)
                .distinct()
                .filter(running -> kept.stream().noneMatch(each -> each.running() == running))
                .forEach(RunningCascade::retire);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        cascades.begin(this);
    }

    @Override
    protected void doStop() throws Exception {
        cascades.end(this);
        // cascades within stop, too, and tell so: not while anybody waits for this one
        takeAll().stream().map(Generation::running).distinct().forEach(RunningCascade::stop);
        super.doStop();
    }

    private synchronized List<Generation> takeAll() {
        List<Generation> all = generations;
        generations = List.of();
        return all;
    }

    /** The one that is asked now; absent while it is not started. */
    @Nullable
    CascadeProducer now() {
        RunningCascade running = newest();
        return running == null ? null : running.producer();
    }

    @Override
    public String toString() {
        return "Producer[" + endpoint.getEndpointUri() + "]";
    }
}
