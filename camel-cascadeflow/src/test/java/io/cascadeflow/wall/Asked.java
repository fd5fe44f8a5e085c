package io.cascadeflow.wall;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.stream.ReplyStream;
import io.cascadeflow.pricing.Usd;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What a route's caller has in the end: of a stream, after its last piece.
 *
 * @param text the answer; absent when there is none
 * @param failure why there is none; absent when there is one
 * @param headers what was told beside it
 * @param brokeOff whether the failure came after pieces had been given, when there is nothing left to tell in headers
 */
record Asked(@Nullable String text, @Nullable Throwable failure, Map<String, Object> headers, boolean brokeOff) {

    private static final Duration HANGS = Duration.ofSeconds(30);

    /** Blocks until the exchange and its answer are complete, half a minute each at most: a call that does not end fails by its duration. */
    static Asked of(CompletableFuture<Exchange> asked) throws Exception {
        try {
            return of(asked.get(HANGS.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException hangs) {
            return new Asked(null, hangs, Map.of(), true);
        }
    }

    private static Asked of(Exchange exchange) throws Exception {
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        if (exchange.getException() != null) {
            return new Asked(null, exchange.getException(), headers, false);
        }
        return exchange.getMessage().getBody() instanceof ReplyStream stream
                ? of(stream)
                : new Asked(exchange.getMessage().getBody(String.class), null, headers, false);
    }

    private static Asked of(ReplyStream stream) throws Exception {
        CompletableFuture<Asked> read =
                CompletableFuture.supplyAsync(() -> read(stream), task -> new Thread(task, "wall-reader").start());
        try {
            return read.get(HANGS.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            stream.close();
        }
    }

    private static Asked read(ReplyStream stream) {
        StringBuilder text = new StringBuilder();
        try {
            for (Object piece : stream) {
                text.append(ReplyStream.textOf(piece));
            }
            return new Asked(
                    text.toString(),
                    null,
                    stream.headers().toCompletableFuture().join(),
                    false);
        } catch (RuntimeException failure) {
            return new Asked(null, failure, Map.of(), true);
        }
    }

    /** The model that is said to have answered; empty when there is no answer. */
    String servedBy() {
        return failure == null && headers.get(CascadeFlowConstants.MODEL) instanceof String model ? model : "";
    }

    @Nullable
    Long outputTokens() {
        return headers.get(CascadeFlowConstants.OUTPUT_TOKENS) instanceof Number tokens ? tokens.longValue() : null;
    }

    @Nullable
    Usd totalCost() {
        return headers.get(CascadeFlowConstants.TOTAL_COST) instanceof BigDecimal cost
                ? Usd.of(cost.toPlainString())
                : null;
    }
}
