package io.cascadeflow.provider;

import io.cascadeflow.model.EmbeddingReply;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.model.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A provider whose models take only so many texts at once: more are asked for one after another, and count as one attempt. What
 * the ones before a failure consumed is told with it. Thread-safe.
 */
public final class BatchedEmbeddings implements EmbeddingProvider {

    private final EmbeddingProvider provider;
    private final ToIntFunction<String> most;

    /** @param most how many texts the model of that name takes at once; one or more */
    public BatchedEmbeddings(EmbeddingProvider provider, ToIntFunction<String> most) {
        this.provider = provider;
        this.most = most;
    }

    @Override
    public boolean honoursDimensions() {
        return provider.honoursDimensions();
    }

    @Override
    public CompletionStage<EmbeddingReply> embed(EmbeddingCall call) {
        int size = most.applyAsInt(call.model());
        if (call.request().texts().size() <= size) {
            return provider.embed(call);
        }
        CompletableFuture<EmbeddingReply> result = new CompletableFuture<>();
        new Run(call, size, result, Cancellation.of(result)).next(null);
        return result;
    }

    private final class Run {

        private final EmbeddingCall call;
        private final int size;
        private final CompletableFuture<EmbeddingReply> result;
        private final Cancellation cancellation;
        private final List<float[]> vectors = new ArrayList<>();

        Run(EmbeddingCall call, int size, CompletableFuture<EmbeddingReply> result, Cancellation cancellation) {
            this.call = call;
            this.size = size;
            this.result = result;
            this.cancellation = cancellation;
        }

        /** @param before what was consumed so far; absent when nothing was asked yet */
        void next(@Nullable TokenUsage before) {
            List<String> texts = call.request().texts();
            EmbeddingRequest some = new EmbeddingRequest(
                    texts.subList(vectors.size(), Math.min(vectors.size() + size, texts.size())),
                    call.request().dimensions(),
                    call.request().user());
            EmbeddingCall part = new EmbeddingCall(call.model(), some, call.deadline());
            cancellation.step(provider.embed(part)).whenComplete((reply, failure) -> {
                if (failure != null) {
                    result.completeExceptionally(failed(Cancellation.unwrap(failure), before));
                } else {
                    answered(reply, plus(before, new EmbeddingBilling(part).usage(reply)));
                }
            });
        }

        private void answered(EmbeddingReply reply, TokenUsage usage) {
            vectors.addAll(reply.vectors());
            if (vectors.size() == call.request().texts().size()) {
                result.complete(new EmbeddingReply(reply.model(), vectors, usage));
            } else if (!result.isDone()) {
                next(usage);
            }
        }
    }

    /** Without a usage, one that may have cost something counts as the most that all of it can have. */
    private static Throwable failed(Throwable failure, @Nullable TokenUsage before) {
        if (!(failure instanceof ProviderException error) || before == null) {
            return failure;
        }
        TokenUsage told = error.details().usage();
        return told == null && error.kind().mayHaveCost()
                ? failure
                : error.withUsage(told == null ? before : before.plus(told));
    }

    private static TokenUsage plus(@Nullable TokenUsage before, TokenUsage usage) {
        return before == null ? usage : before.plus(usage);
    }
}
