package io.cascadeflow.examples.gateway.conformance;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicModelCatalog;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.anthropic.AnthropicTokenCountEstimator;
import dev.langchain4j.model.catalog.ModelCatalog;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.Map;

/** LangChain4j's module for Anthropic's API. */
final class LangChainAnthropic extends LangChain implements Sdk.Counts {

    @Override
    public String name() {
        return "langchain4j-anthropic";
    }

    @Override
    public String version() {
        return Versions.of(AnthropicChatModel.class);
    }

    @Override
    public Dialect dialect() {
        return Dialect.ANTHROPIC;
    }

    @Override
    public Map<Feature, String> lacks() {
        return Map.of(
                Feature.LOGPROBS, "Anthropic's API has none",
                Feature.EMBEDDINGS, "Anthropic's API has none",
                Feature.MODEL, "it can list models only",
                Feature.RETRY_AFTER, "it asks again after times of its own");
    }

    @Override
    ChatModel whole(Door door, Task task) {
        return AnthropicChatModel.builder()
                .baseUrl(door.root() + "/v1")
                .apiKey(door.key())
                .modelName(task.model())
                .maxRetries(door.retries())
                .build();
    }

    @Override
    StreamingChatModel streaming(Door door, Task task) {
        return AnthropicStreamingChatModel.builder()
                .baseUrl(door.root() + "/v1")
                .apiKey(door.key())
                .modelName(task.model())
                .build();
    }

    @Override
    ModelCatalog catalog(Door door) {
        return AnthropicModelCatalog.builder()
                .baseUrl(door.root() + "/v1")
                .apiKey(door.key())
                .build();
    }

    @Override
    public long count(Door door, Task task) {
        return told(() -> AnthropicTokenCountEstimator.builder()
                .baseUrl(door.root() + "/v1")
                .apiKey(door.key())
                .modelName(task.model())
                .build()
                .estimateTokenCountInMessages(LangChainWords.messages(task)));
    }
}
