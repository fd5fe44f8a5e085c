package io.cascadeflow.examples.gateway.conformance;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.catalog.ModelCatalog;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiModelCatalog;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.List;
import java.util.Map;

/** LangChain4j's module for OpenAI's API. */
final class LangChainOpenAi extends LangChain implements Sdk.Embeds {

    @Override
    public String name() {
        return "langchain4j-open-ai";
    }

    @Override
    public String version() {
        return Versions.of(OpenAiChatModel.class);
    }

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Override
    public Map<Feature, String> lacks() {
        return Map.of(
                Feature.LOGPROBS, "it has no place for them",
                Feature.BROKEN_STREAM_WORDS,
                        "it skips an error in a stream, and notices only that the stream is not whole",
                Feature.MODEL, "it can list models only",
                Feature.COUNT, "OpenAI's API has no such call",
                Feature.RETRY_AFTER, "it asks again after times of its own");
    }

    @Override
    ChatModel whole(Door door, Task task) {
        return OpenAiChatModel.builder()
                .baseUrl(door.root() + "/v1")
                .apiKey(door.key())
                .modelName(task.model())
                .maxRetries(door.retries())
                .strictJsonSchema(task.schema() != null)
                .build();
    }

    @Override
    StreamingChatModel streaming(Door door, Task task) {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(door.root() + "/v1")
                .apiKey(door.key())
                .modelName(task.model())
                .build();
    }

    @Override
    public List<List<Double>> embed(Door door, String model, List<String> texts) {
        OpenAiEmbeddingModel vectors = OpenAiEmbeddingModel.builder()
                .baseUrl(door.root() + "/v1")
                .apiKey(door.key())
                .modelName(model)
                .maxRetries(door.retries())
                .build();
        return told(() -> vectors.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
                .map(vector ->
                        vector.vectorAsList().stream().map(Float::doubleValue).toList())
                .toList());
    }

    @Override
    ModelCatalog catalog(Door door) {
        return OpenAiModelCatalog.builder()
                .baseUrl(door.root() + "/v1")
                .apiKey(door.key())
                .build();
    }
}
