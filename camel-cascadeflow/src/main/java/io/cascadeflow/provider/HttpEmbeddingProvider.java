package io.cascadeflow.provider;

import io.cascadeflow.model.EmbeddingReply;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ProviderException.Details;
import io.cascadeflow.provider.ProviderException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A provider of vectors that is reached by HTTP. Thread-safe. */
public final class HttpEmbeddingProvider implements EmbeddingProvider {

    private final String name;
    private final EmbeddingProtocol protocol;
    private final ProviderContext context;

    /** @param name the provider's name, for messages */
    public HttpEmbeddingProvider(String name, EmbeddingProtocol protocol, ProviderContext context) {
        this.name = name;
        this.protocol = protocol;
        this.context = context;
    }

    @Override
    public CompletionStage<EmbeddingReply> embed(EmbeddingCall call) {
        CallErrors errors = new CallErrors(name, call.model());
        Duration left = Duration.between(context.clock().instant(), call.deadline());
        if (left.isNegative() || left.isZero()) {
            return CompletableFuture.failedFuture(
                    errors.error(Kind.TIMEOUT, "the deadline has passed before it was asked; set a later deadline")
                            .withUsage(TokenUsage.of(0, 0)));
        }
        try {
            return send(call, protocol.encode(call).within(left), errors);
        } catch (ProviderException told) {
            return CompletableFuture.failedFuture(told);
        } catch (RuntimeException noForm) {
            return CompletableFuture.failedFuture(errors.error(
                    Kind.BAD_REQUEST, "the request has no form in this provider's protocol; look at its options"));
        }
    }

    private CompletionStage<EmbeddingReply> send(EmbeddingCall call, HttpCall http, CallErrors errors) {
        CompletableFuture<EmbeddingReply> result = new CompletableFuture<>();
        Cancellation.of(result).step(context.transport().send(http)).whenComplete((reply, failure) -> {
            if (failure == null) {
                read(result, call, reply);
            } else {
                result.completeExceptionally(errors.ofTransport(http, Cancellation.unwrap(failure)));
            }
        });
        return result;
    }

    private void read(CompletableFuture<EmbeddingReply> result, EmbeddingCall call, HttpReply reply) {
        try {
            result.complete(asLongAsWanted(call, protocol.decode(call, reply)));
        } catch (ProviderException told) {
            result.completeExceptionally(told);
        } catch (RuntimeException unforeseen) {
            result.completeExceptionally(new HttpErrors(name, context.clock())
                    .unreadable(call.model(), reply, "the reply cannot be read", unforeseen));
        }
    }

    /** Not every server says by an error that it has no such length; the vectors were made, and are paid for. */
    private EmbeddingReply asLongAsWanted(EmbeddingCall call, EmbeddingReply reply) {
        Integer wanted = call.request().dimensions();
        if (wanted == null || reply.vectors().get(0).length == wanted) {
            return reply;
        }
        String message = new CallErrors(name, call.model())
                .message(
                        Kind.UNSUPPORTED_PARAMETER,
                        "dimensions is %d, and its vectors have %d; leave dimensions out"
                                .formatted(wanted, reply.vectors().get(0).length));
        TokenUsage usage = new EmbeddingBilling(call).usage(reply);
        Details details = new Details(200, null, "dimensions", null, null, false, usage);
        throw new ProviderException(Kind.UNSUPPORTED_PARAMETER, message, details, null);
    }
}
