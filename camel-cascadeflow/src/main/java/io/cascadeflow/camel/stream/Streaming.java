package io.cascadeflow.camel.stream;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.ReplySink;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.spi.UnitOfWorkFactory;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.UnitOfWorkHelper;
import org.jspecify.annotations.Nullable;

/**
 * Lets an exchange go on as soon as its answer begins: what asks the models goes on behind, on an exchange of its own, and the
 * body gives the answer as it comes.
 */
public final class Streaming {

    /** Nobody takes pieces, and no endpoint gives any: the answer is wanted whole. Set for the tiers of a cascade. */
    public static final ReplySink WHOLE = new ReplySink() {

        private final CompletableFuture<Void> never = new CompletableFuture<>();

        @Override
        public CompletionStage<Void> accept(ReplyEvent event) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> stop() {
            return never.copy();
        }
    };

    private Streaming() {}

    /**
     * Who takes the answer of this exchange piece by piece while it is asked for: the callback form of streaming. Everything
     * else is as without it; at the end the body is the whole answer.
     *
     * @return absent for nobody
     */
    public static @Nullable ReplySink sinkOf(Exchange exchange) {
        ReplySink sink = exchange.getProperty(CascadeFlowProperties.SINK, ReplySink.class);
        return sink == WHOLE ? null : sink;
    }

    /** Whether the exchange goes on as soon as its answer begins, where an endpoint says so. */
    public static boolean isFree(Exchange exchange) {
        return exchange.getProperty(CascadeFlowProperties.SINK) == null;
    }

    /** @param sink absent for nobody, from now on */
    public static void tell(Exchange exchange, @Nullable ReplySink sink) {
        if (sink == null) {
            exchange.removeProperty(CascadeFlowProperties.SINK);
        } else {
            exchange.setProperty(CascadeFlowProperties.SINK, sink);
        }
    }

    /**
     * Runs {@code work} behind and returns false; {@code callback} is told when the answer begins, or failed before. In a
     * transacted exchange it is told at the end, as nothing may outlive a transaction.
     *
     * @param stream what the body becomes
     */
    public static boolean start(Exchange exchange, AsyncCallback callback, AsyncProcessor work, ReplyStream stream) {
        if (exchange.isTransacted()) {
            ReplyStream whole = stream.unbounded();
            tell(exchange, whole.sink());
            return work.process(exchange, doneSync -> {
                tell(exchange, null);
                if (exchange.getException() == null) {
                    whole.finish(headers(exchange));
                    exchange.getMessage().setBody(whole);
                }
                callback.done(doneSync);
            });
        }
        Exchange behind = ExchangeHelper.createCopy(exchange, false);
        tell(behind, stream.sink());
        StreamThreads threads = StreamThreads.in(exchange.getContext());
        stream.begun().whenComplete((start, failure) -> {
            try {
                threads.execute(() -> goOn(exchange, behind, stream, failure, callback));
            } catch (RejectedExecutionException full) {
                stream.close();
                goOn(exchange, behind, stream, full, callback);
            }
        });
        process(behind, work, stream);
        return false;
    }

    private static void goOn(
            Exchange exchange,
            Exchange behind,
            ReplyStream stream,
            @Nullable Throwable failure,
            AsyncCallback callback) {
        if (failure == null) {
            exchange.getMessage().setBody(stream);
            String model = stream.model();
            if (!model.isEmpty()) {
                exchange.getMessage().setHeader(CascadeFlowConstants.MODEL, model);
            }
        } else {
            ExchangeHelper.copyResults(exchange, behind);
            exchange.setException(failure);
            tell(exchange, null);
        }
        callback.done(false);
    }

    private static void process(Exchange behind, AsyncProcessor work, ReplyStream stream) {
        UnitOfWorkFactory units = PluginHelper.getUnitOfWorkFactory(behind.getContext());
        // else it is not ready where no route or template has used it yet
        units.afterPropertiesConfigured(behind.getContext());
        UnitOfWork unit = units.createUnitOfWork(behind);
        behind.getExchangeExtension().setUnitOfWork(unit);
        behind.getContext().getCamelContextExtension().getReactiveExecutor().scheduleMain(() -> {
            try {
                work.process(behind, doneSync -> ended(behind, unit, stream));
            } catch (Throwable failure) {
                behind.setException(failure);
                ended(behind, unit, stream);
            }
        });
    }

    private static void ended(Exchange behind, UnitOfWork unit, ReplyStream stream) {
        try {
            Exception failure = behind.getException();
            if (failure == null) {
                stream.finish(headers(behind));
            } else {
                stream.fail(failure);
            }
        } finally {
            UnitOfWorkHelper.doneUow(unit, behind);
        }
    }

    private static Map<String, Object> headers(Exchange exchange) {
        Map<String, Object> ours = new HashMap<>();
        exchange.getMessage().getHeaders().forEach((name, value) -> {
            if (value != null && name.startsWith("CamelCascadeFlow")) {
                ours.put(name, value);
            }
        });
        return ours;
    }
}
