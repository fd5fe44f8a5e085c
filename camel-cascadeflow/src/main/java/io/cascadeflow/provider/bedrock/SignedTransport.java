package io.cascadeflow.provider.bedrock;

import io.cascadeflow.provider.Cancellation;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.HttpStream;
import io.cascadeflow.provider.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Signs each request as it goes out: a signature is good for minutes, and a repeated attempt needs one of its own.
 *
 * @param transport belongs to others, and is not closed here
 */
record SignedTransport(Transport transport, Signer signer) implements Transport {

    @Override
    public CompletionStage<HttpReply> send(HttpCall call) {
        return signed(call, transport::send);
    }

    @Override
    public CompletionStage<HttpStream> open(HttpCall call) {
        return signed(call, transport::open);
    }

    private <T> CompletableFuture<T> signed(HttpCall call, Function<HttpCall, CompletionStage<T>> sending) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Cancellation cancellation = Cancellation.of(result);
        cancellation.step(signer.sign(call)).whenComplete((signed, unsigned) -> {
            if (unsigned != null) {
                result.completeExceptionally(Cancellation.unwrap(unsigned));
                return;
            }
            cancellation.step(sending.apply(signed)).whenComplete((reply, failure) -> {
                if (failure == null) {
                    result.complete(reply);
                } else {
                    result.completeExceptionally(Cancellation.unwrap(failure));
                }
            });
        });
        return result;
    }
}
