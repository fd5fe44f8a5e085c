package io.cascadeflow.examples.gateway.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.ai.openai.api.ResponseFormat;

/** Spring AI's module for OpenAI's API. */
final class SpringAiOpenAi extends SpringAi implements Sdk.Embeds {

    @Override
    public String name() {
        return "spring-ai-openai";
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
        return LACKS;
    }

    private static OpenAiApi api(Door door) {
        return OpenAiApi.builder()
                .baseUrl(door.root())
                .apiKey(door.key())
                .restClientBuilder(http())
                .build();
    }

    @Override
    public List<List<Double>> embed(Door door, String model, List<String> texts) {
        OpenAiEmbeddingOptions options =
                OpenAiEmbeddingOptions.builder().model(model).build();
        OpenAiEmbeddingModel vectors = new OpenAiEmbeddingModel(api(door), MetadataMode.EMBED, options, once());
        return vectors.embed(texts).stream().map(SpringAiOpenAi::numbers).toList();
    }

    private static List<Double> numbers(float[] vector) {
        List<Double> numbers = new ArrayList<>();
        for (float number : vector) {
            numbers.add((double) number);
        }
        return numbers;
    }

    @Override
    ChatModel model(Door door) {
        return OpenAiChatModel.builder()
                .openAiApi(api(door))
                .defaultOptions(OpenAiChatOptions.builder().build())
                .retryTemplate(once())
                .build();
    }

    @Override
    ChatOptions options(Task task) {
        OpenAiChatOptions.Builder options = OpenAiChatOptions.builder()
                .model(task.model())
                .streamUsage(true)
                .toolCallbacks(SpringAiWords.tools(task))
                .internalToolExecutionEnabled(false);
        if (task.schema() != null) {
            options.responseFormat(ResponseFormat.builder()
                    .type(ResponseFormat.Type.JSON_SCHEMA)
                    .jsonSchema(task.schema())
                    .build());
        }
        if (task.logprobs()) {
            options.logprobs(true);
        }
        return options.build();
    }

    @Override
    void note(Said.Notes notes, Generation generation) {
        super.note(notes, generation);
        OpenAiApi.LogProbs logprobs = generation.getMetadata().get("logprobs");
        if (logprobs != null && logprobs.content() != null) {
            logprobs.content().forEach(token -> notes.token(token.token(), token.logprob()));
        }
    }
}
