package io.cascadeflow.camel.draft;

import io.cascadeflow.camel.draft.Embedder.Embedded;
import io.cascadeflow.model.EmbeddingReply;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.EmbeddingCall;
import io.cascadeflow.provider.EmbeddingProvider;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Vectors made by a bean, mostly in this process. How long they are is the bean's own affair.
 *
 * @param name the model's, for messages
 * @param workers a bounded pool: embedding takes the processor, or waits for a server
 */
public record BeanEmbeddings(String name, Embedder embedder, Executor workers) implements EmbeddingProvider {

    @Override
    public boolean honoursDimensions() {
        return false;
    }

    @Override
    public CompletionStage<EmbeddingReply> embed(EmbeddingCall call) {
        try {
            return CompletableFuture.supplyAsync(() -> reply(call), workers);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedFuture(
                    error(Kind.OVERLOADED, "too many texts wait to be made vectors of; try again later"));
        }
    }

    private EmbeddingReply reply(EmbeddingCall call) {
        Embedded embedded = embedder.embed(call.request().texts());
        if (embedded.vectors().size() != call.request().texts().size()) {
            throw error(Kind.BAD_PAYLOAD, "the bean gave too few or too many vectors; mend its code");
        }
        return new EmbeddingReply(call.model(), embedded.vectors(), usage(embedded.tokens()));
    }

    private static @Nullable TokenUsage usage(@Nullable Integer tokens) {
        return tokens == null ? null : TokenUsage.of(tokens, 0);
    }

    private ProviderException error(Kind kind, String problem) {
        return new ProviderException(kind, "%s %s: %s".formatted(name, kind, problem));
    }
}
