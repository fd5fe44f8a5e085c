package io.cascadeflow.camel.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cascadeflow.camel.draft.Embedder.Embedded;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.EmbeddingCall;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class BeanEmbeddingsTest {

    private static final EmbeddingCall CALL =
            new EmbeddingCall("m", new EmbeddingRequest(List.of("a", "b"), null, null), Instant.EPOCH);
    private static final List<float[]> VECTORS = List.of(new float[] {1}, new float[] {2});

    private static BeanEmbeddings bean(Embedded embedded, Executor workers) {
        return new BeanEmbeddings("local:m", texts -> embedded, workers);
    }

    private static ProviderException failure(BeanEmbeddings bean) {
        Throwable thrown =
                catchThrowable(() -> bean.embed(CALL).toCompletableFuture().join());
        return (ProviderException) Objects.requireNonNull(thrown.getCause());
    }

    @Test
    void whatTheBeanReadIsItsUsage() {
        assertThat(bean(new Embedded(VECTORS, 5), Runnable::run)
                        .embed(CALL)
                        .toCompletableFuture()
                        .join())
                .satisfies(reply -> assertThat(reply.vectors()).isEqualTo(VECTORS))
                .satisfies(reply -> assertThat(reply.usage()).isEqualTo(TokenUsage.of(5, 0)));
    }

    @Test
    void aFullQueueIsAnOverload() {
        ProviderException failure = failure(bean(new Embedded(VECTORS, null), task -> {
            throw new RejectedExecutionException();
        }));

        assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(failure.kind().mayHaveCost()).isFalse();
    }

    @Test
    void aVectorTooFewIsNoReply() {
        assertThat(failure(bean(new Embedded(VECTORS.subList(0, 1), 5), Runnable::run))
                        .kind())
                .isEqualTo(Kind.BAD_PAYLOAD);
    }
}
