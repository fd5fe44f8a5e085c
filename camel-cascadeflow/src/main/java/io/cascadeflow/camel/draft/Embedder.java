package io.cascadeflow.camel.draft;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes vectors of texts, the nearer in meaning the smaller the angle. May block; thread-safe. */
@FunctionalInterface
public interface Embedder {

    Embedded embed(List<String> texts);

    /**
     * @param vectors as many as texts, in order, all of one length
     * @param tokens how many were read; absent when the model does not say
     */
    record Embedded(List<float[]> vectors, @Nullable Integer tokens) {}

    /**
     * With a bean of LangChain4j.
     *
     * @param name of the bean, for messages
     * @throws IllegalArgumentException when it is none, or the library is missing
     */
    static Embedder of(String name, Object bean) {
        try {
            return LangChainEmbedder.of(name, bean);
        } catch (NoClassDefFoundError missing) {
            throw new IllegalArgumentException(
                    "option embeddingModel needs dev.langchain4j:langchain4j-core on the class path; add it", missing);
        }
    }
}
