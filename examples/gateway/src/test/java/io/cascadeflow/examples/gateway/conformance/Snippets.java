package io.cascadeflow.examples.gateway.conformance;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.anthropic.api.AnthropicApi;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;

/** What the README shows of each client of Java: the bodies of these methods. */
final class Snippets {

    private Snippets() {}

    /** A body that the README has. */
    interface Snippet {
        String ask(String gateway, String key);
    }

    static String openAiJava(String gateway, String key) {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway + "/v1")
                .apiKey(key)
                .build();
        ChatCompletionCreateParams question = ChatCompletionCreateParams.builder()
                .model("cascadeflow/auto")
                .addUserMessage("What is the capital of France?")
                .build();
        return client.chat()
                .completions()
                .create(question)
                .choices()
                .get(0)
                .message()
                .content()
                .orElse("");
    }

    static String anthropicJava(String gateway, String key) {
        AnthropicClient client =
                AnthropicOkHttpClient.builder().baseUrl(gateway).apiKey(key).build();
        MessageCreateParams question = MessageCreateParams.builder()
                .model("cascadeflow/auto")
                .maxTokens(400)
                .addUserMessage("What is the capital of France?")
                .build();
        return client.messages().create(question).content().get(0).asText().text();
    }

    static String langChainOpenAi(String gateway, String key) {
        return OpenAiChatModel.builder()
                .baseUrl(gateway + "/v1")
                .apiKey(key)
                .modelName("cascadeflow/auto")
                .build()
                .chat("What is the capital of France?");
    }

    static String langChainAnthropic(String gateway, String key) {
        return AnthropicChatModel.builder()
                .baseUrl(gateway + "/v1")
                .apiKey(key)
                .modelName("cascadeflow/auto")
                .build()
                .chat("What is the capital of France?");
    }

    static String springAiOpenAi(String gateway, String key) {
        OpenAiApi api = OpenAiApi.builder().baseUrl(gateway).apiKey(key).build();
        return org.springframework.ai.openai.OpenAiChatModel.builder()
                .openAiApi(api)
                .defaultOptions(
                        OpenAiChatOptions.builder().model("cascadeflow/auto").build())
                .build()
                .call("What is the capital of France?");
    }

    static String springAiAnthropic(String gateway, String key) {
        AnthropicApi api = AnthropicApi.builder().baseUrl(gateway).apiKey(key).build();
        return org.springframework.ai.anthropic.AnthropicChatModel.builder()
                .anthropicApi(api)
                .defaultOptions(AnthropicChatOptions.builder()
                        .model("cascadeflow/auto")
                        .maxTokens(400)
                        .build())
                .build()
                .call("What is the capital of France?");
    }
}
