package io.cascadeflow.benchmarks.stream;

import io.cascadeflow.benchmarks.measure.FittedForBenchmark;
import io.cascadeflow.benchmarks.measure.TransportKind;
import io.cascadeflow.benchmarks.server.ServerProcess;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A Camel context whose endpoints ask the stream server, directly or as both tiers of a cascade. Every call is held and settled
 * on a budget.
 */
final class Asking implements AutoCloseable {

    private final CamelContext context = new DefaultCamelContext();
    private final CommitWatch gate = new CommitWatch(FittedForBenchmark.committing());
    private final String direct;

    Asking(ServerProcess server, TransportKind transport) {
        direct = "cascadeflow:compatible:stream-1?transport=%s&requestTimeout=120s&baseUrl=%s"
                .formatted(transport, server.baseUrl());
        context.getRegistry().bind("gate", gate);
        context.getRegistry().bind("models", """
                models: {'compatible:stream-1': {input: 1, output: 1}}
                ledger: {memory: true}
                budgets: [{name: company, limit: 1000000, window: day}]
                cascades:
                  ladder:
                    tiers: [{name: small, uri: '%s', acceptAbove: 0.5}, {name: large, uri: '%s'}]
                """.formatted(direct, direct));
        context.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("ref:models");
        context.start();
    }

    /** One model. */
    AsyncProducer direct(Form form) throws Exception {
        return producer(form.isBody() ? direct + "&streaming=true" : direct);
    }

    /** A cascade whose gate commits to the draft of its first tier. */
    AsyncProducer cascade(Form form) throws Exception {
        return producer(
                "cascadeflow:cascade:ladder?gate=#gate&requestTimeout=120s" + (form.isBody() ? "&streaming=true" : ""));
    }

    private AsyncProducer producer(String uri) throws Exception {
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        context.addService(producer);
        return producer;
    }

    /** When the gate committed last. */
    CommitWatch gate() {
        return gate;
    }

    /** Calls whose hold on the budget has not ended. */
    long holds() {
        return CascadeFlowBudgets.in(context).ledger().health().holds();
    }

    @Override
    public void close() {
        context.stop();
    }
}
