package io.cascadeflow.camel.failover;

import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.stream.Streaming;
import io.cascadeflow.provider.ReplySink;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.UnitOfWorkHelper;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint that is asked for one exchange.
 *
 * @param on the exchange itself, or a copy when two endpoints may be asked at once
 * @param stop tells the endpoint that nobody wants its answer any more
 */
record Leg(
        Alternative alternative, Exchange on, @Nullable UnitOfWork work, CompletableFuture<Void> stop, Instant since) {

    /** On the exchange itself. */
    static Leg on(Exchange exchange, Alternative alternative, Instant since) {
        return new Leg(alternative, exchange, null, new CompletableFuture<>(), since);
    }

    /** On a copy, which has its own unit of work and can be stopped by itself. */
    static Leg onCopyOf(Exchange exchange, Alternative alternative, CamelContext context, Instant since) {
        Exchange copy = ExchangeHelper.createCopy(exchange, false);
        UnitOfWork work = PluginHelper.getUnitOfWorkFactory(context).createUnitOfWork(copy);
        copy.getExchangeExtension().setUnitOfWork(work);
        CompletableFuture<Void> stop = new CompletableFuture<>();
        CompletableFuture<?> around = exchange.getProperty(CascadeFlowProperties.STOP, CompletableFuture.class);
        if (around != null) {
            around.whenComplete((nothing, failure) -> stop.complete(null));
        }
        copy.setProperty(CascadeFlowProperties.STOP, stop);
        // two at once cannot be told piece by piece: the one that is taken is told whole
        Streaming.tell(copy, Streaming.WHOLE);
        return new Leg(alternative, copy, work, stop, since);
    }

    boolean isCopy() {
        return work != null;
    }

    /** The copy's own end: what it opened is closed. */
    void done() {
        if (work != null) {
            UnitOfWorkHelper.doneUow(work, on);
        }
    }

    /** Leaves what came of the copy on the exchange. */
    void leaveOn(Exchange exchange, @Nullable Object stopAround) {
        if (work == null) {
            return;
        }
        ReplySink sink = Streaming.sinkOf(exchange);
        ExchangeHelper.copyResults(exchange, on);
        Streaming.tell(exchange, sink);
        if (stopAround == null) {
            exchange.removeProperty(CascadeFlowProperties.STOP);
        } else {
            exchange.setProperty(CascadeFlowProperties.STOP, stopAround);
        }
    }
}
