package io.cascadeflow.camel.draft;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
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
    public Embedded embed(List<String> texts) {
        Response<List<Embedding>> response =
                model.embedAll(texts.stream().map(TextSegment::from).toList());
        return new Embedded(
                response.content().stream().map(Embedding::vector).toList(),
                response.tokenUsage() == null ? null : response.tokenUsage().inputTokenCount());
    }
}
