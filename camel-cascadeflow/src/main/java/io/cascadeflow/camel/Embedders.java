package io.cascadeflow.camel;

import io.cascadeflow.camel.cache.Vectors;
import io.cascadeflow.camel.draft.BeanEmbeddings;
import io.cascadeflow.camel.draft.Embedder;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.provider.EmbeddingProvider;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;

/** Finds what makes vectors, and owns the threads that beans do it on. Thread-safe. */
final class Embedders implements AutoCloseable {

    private static final int MOST_WAITING = 1000;

    private final CamelContext camelContext;
    private @Nullable ExecutorService workers;

    Embedders(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** @param bean what makes the vectors, as the option embeddingModel names it */
    EmbeddingProvider at(ModelId model, String bean) {
        return new BeanEmbeddings(model.toString(), find(bean), workers());
    }

    /** Likewise, of one text at a time, for those who wait themselves. */
    Vectors vectors(String bean) {
        Embedder embedder = find(bean);
        return new Vectors(text -> embedder.embed(List.of(text)).vectors().get(0), workers());
    }

    /** @throws IllegalArgumentException when there is no such bean, or it makes no vectors */
    Embedder find(String reference) {
        String name = reference.replaceFirst("^#(bean:)?", "");
        Object bean = camelContext.getRegistry().lookupByName(name);
        if (bean == null) {
            throw new IllegalArgumentException(
                    "option embeddingModel: there is no bean '%s' in the registry; bind an EmbeddingModel of LangChain4j under that name"
                            .formatted(name));
        }
        return Embedder.of(name, bean);
    }

    /** As many as there are processors, and a queue that ends: what does not fit is not done. */
    synchronized ExecutorService workers() {
        if (workers == null) {
            int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
            ThreadPoolProfile profile = new ThreadPoolProfileBuilder("cascadeflow-embedding")
                    .poolSize(threads)
                    .maxPoolSize(threads)
                    .maxQueueSize(MOST_WAITING)
                    .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                    .build();
            workers = camelContext.getExecutorServiceManager().newThreadPool(this, "CascadeFlowEmbedding", profile);
        }
        return workers;
    }

    @Override
    public synchronized void close() {
        if (workers != null) {
            camelContext.getExecutorServiceManager().shutdownNow(workers);
            workers = null;
        }
    }
}
