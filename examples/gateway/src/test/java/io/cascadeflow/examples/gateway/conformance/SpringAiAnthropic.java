package io.cascadeflow.examples.gateway.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.anthropic.api.AnthropicApi;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;

/** Spring AI's module for Anthropic's API. */
final class SpringAiAnthropic extends SpringAi {

    @Override
    public String name() {
        return "spring-ai-anthropic";
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
        Map<Feature, String> lacks = new HashMap<>(LACKS);
        lacks.put(Feature.LOGPROBS, "Anthropic's API has none");
        lacks.put(Feature.EMBEDDINGS, "Anthropic's API has none");
        lacks.put(
                Feature.STREAM_USAGE,
                "it takes the tokens that were read from the stream's first event, where a provider of OpenAI's API has not told them");
        return lacks;
    }

    @Override
    ChatModel model(Door door) {
        AnthropicApi api = AnthropicApi.builder()
                .baseUrl(door.root())
                .apiKey(door.key())
                .restClientBuilder(http())
                .build();
        return AnthropicChatModel.builder()
                .anthropicApi(api)
                .defaultOptions(AnthropicChatOptions.builder().build())
                .retryTemplate(once())
                .build();
    }

    @Override
    ChatOptions options(Task task) {
        AnthropicChatOptions.Builder options = AnthropicChatOptions.builder()
                .model(task.model())
                .maxTokens(400)
                .toolCallbacks(SpringAiWords.tools(task))
                .internalToolExecutionEnabled(false);
        if (task.schema() != null) {
            options.outputSchema(task.schema());
        }
        return options.build();
    }

    /** It tells the last call of a stream twice, of Anthropic's own as well. */
    @Override
    Said said(List<ChatResponse> parts) {
        Said said = super.said(parts);
        return new Said(
                said.pieces(),
                said.calls().stream().distinct().toList(),
                said.finish(),
                said.inputTokens(),
                said.outputTokens(),
                said.tokens());
    }
}
