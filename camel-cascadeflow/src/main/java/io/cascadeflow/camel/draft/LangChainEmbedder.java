package io.cascadeflow.camel.draft;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.List;

/** An embedding model of LangChain4j. The only class that needs that library: it is loaded when the option asks for it. */
record LangChainEmbedder(EmbeddingModel model) implements Embedder {

    /** @throws IllegalArgumentException when the bean is no embedding model */
    static Embedder of(String name, Object bean) {
        if (bean instanceof EmbeddingModel model) {
            return new LangChainEmbedder(model);
        }
        throw new IllegalArgumentException("option embeddingModel: '%s' is a %s; give a bean of type %s"
                .formatted(name, bean.getClass().getName(), EmbeddingModel.class.getName()));
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return model.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
                .map(Embedding::vector)
                .toList();
    }
}
