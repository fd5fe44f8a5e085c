package io.cascadeflow.provider.resilience;

import io.cascadeflow.provider.Cancellation;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.HttpStream;
import io.cascadeflow.provider.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A transport of one endpoint whose replies tell its bucket what is left of the rate limits. The transport behind it belongs
 * to somebody else, who closes it.
 */
public record ObservedTransport(Transport transport, RateBucket bucket) implements Transport {

    @Override
    public CompletionStage<HttpReply> send(HttpCall call) {
        RateNeed byThen = bucket.sent();
        return told(transport.send(call), byThen, reply -> reply, reply -> {});
    }

    @Override
    public CompletionStage<HttpStream> open(HttpCall call) {
        RateNeed byThen = bucket.sent();
        return told(
                transport.open(call),
                byThen,
                HttpStream::head,
                stream -> stream.body().close());
    }

    /**
     * The bucket knows before whoever asked: the next call may follow at once.
     *
     * @param drop ends what came when nobody wants it any more
     */
    private <T> CompletionStage<T> told(
            CompletionStage<T> sent, RateNeed byThen, Function<T, HttpReply> head, Consumer<T> drop) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Cancellation.of(result).step(sent).whenComplete((reply, failure) -> {
            if (failure == null) {
                bucket.replied(byThen, head.apply(reply));
                if (!result.complete(reply)) {
                    drop.accept(reply);
                }
            } else {
                result.completeExceptionally(Cancellation.unwrap(failure));
            }
        });
        return result;
    }
}
