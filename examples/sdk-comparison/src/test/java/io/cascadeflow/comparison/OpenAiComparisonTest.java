package io.cascadeflow.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionNamedToolChoice;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolChoiceOption;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.openai.OpenAiProviders;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Chat Completions beside openai-java. */
class OpenAiComparisonTest extends Comparison {

    @Override
    Map<String, String> explained() {
        return Map.of(
                "header x-stainless-.*", TELEMETRY,
                "header accept", STREAM_OR_JSON,
                "header idempotency-key", "this client has one only for the retries that it makes itself");
    }

    @Override
    String model() {
        return "gpt-4o-mini";
    }

    @Override
    ChatProvider provider(URI server, ProviderContext context) {
        return new OpenAiProviders()
                .create(
                        ProviderSettings.of("openai")
                                .withEnvironment(name -> null)
                                .withBaseUrl(URI.create(server + "/v1"))
                                .withApiKey(KEY),
                        context);
    }

    @Override
    Class<? extends Exception> refusal() {
        return BadRequestException.class;
    }

    @Override
    void ask(URI server, ChatRequest request, boolean streamed) {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(server + "/v1")
                .apiKey(KEY)
                .maxRetries(0)
                .build();
        try {
            ChatCompletionCreateParams.Builder params = params(model(), request);
            if (streamed) {
                params.streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build());
                try (StreamResponse<?> begun = client.chat().completions().createStreaming(params.build())) {
                    assertThat(begun.stream().findAny()).isNotNull();
                }
            } else {
                client.chat().completions().create(params.build());
            }
        } finally {
            client.close();
        }
    }

    private static ChatCompletionCreateParams.Builder params(String model, ChatRequest request) {
        ChatCompletionCreateParams.Builder params =
                ChatCompletionCreateParams.builder().model(model);
        request.messages().forEach(message -> add(params, message));
        sampling(params, request.sampling());
        tools(params, request.tools());
        output(params, request.output());
        if (request.user() != null) {
            params.user(request.user());
        }
        return params;
    }

    private static void add(ChatCompletionCreateParams.Builder params, ChatMessage message) {
        switch (message.role()) {
            case SYSTEM, DEVELOPER -> params.addSystemMessage(message.text());
            case USER -> user(params, message);
            case ASSISTANT -> params.addMessage(assistant(message));
            case TOOL ->
                params.addMessage(ChatCompletionToolMessageParam.builder()
                        .toolCallId(String.valueOf(message.toolCallId()))
                        .content(message.text())
                        .build());
        }
    }

    private static void user(ChatCompletionCreateParams.Builder params, ChatMessage message) {
        if (message.content().size() == 1) {
            params.addUserMessage(message.text());
            return;
        }
        List<ChatCompletionContentPart> parts = new ArrayList<>();
        for (ContentPart part : message.content()) {
            parts.add(
                    part instanceof ContentPart.ImageData image
                            ? ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                                    .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                                            .url("data:" + image.mediaType() + ";base64," + image.base64())
                                            .build())
                                    .build())
                            : ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder()
                                    .text(((ContentPart.Text) part).text())
                                    .build()));
        }
        params.addUserMessageOfArrayOfContentParts(parts);
    }

    private static ChatCompletionAssistantMessageParam assistant(ChatMessage message) {
        ChatCompletionAssistantMessageParam.Builder said =
                ChatCompletionAssistantMessageParam.builder().content(message.text());
        message.toolCalls()
                .forEach(call -> said.addToolCall(ChatCompletionMessageFunctionToolCall.builder()
                        .id(call.id())
                        .function(ChatCompletionMessageFunctionToolCall.Function.builder()
                                .name(call.name())
                                .arguments(call.arguments())
                                .build())
                        .build()));
        return said.build();
    }

    private static void sampling(ChatCompletionCreateParams.Builder params, Sampling sampling) {
        if (sampling.temperature() != null) {
            params.temperature(sampling.temperature());
        }
        if (sampling.topP() != null) {
            params.topP(sampling.topP());
        }
        if (sampling.seed() != null) {
            params.seed(sampling.seed());
        }
        if (sampling.presencePenalty() != null) {
            params.presencePenalty(sampling.presencePenalty());
        }
        if (sampling.frequencyPenalty() != null) {
            params.frequencyPenalty(sampling.frequencyPenalty());
        }
        if (!sampling.stop().isEmpty()) {
            params.stopOfStrings(sampling.stop());
        }
    }

    private static void tools(ChatCompletionCreateParams.Builder params, Tools tools) {
        for (ToolSpec spec : tools.specs()) {
            FunctionDefinition.Builder function = FunctionDefinition.builder()
                    .name(spec.name())
                    .description(spec.description())
                    .parameters(FunctionParameters.builder()
                            .additionalProperties(Words.map(spec.parameters(), JsonValue::from))
                            .build());
            if (spec.strict() != null) {
                function.strict(spec.strict());
            }
            params.addFunctionTool(function.build());
        }
        if (tools.choice() instanceof ToolChoice.Named named) {
            params.toolChoice(ChatCompletionNamedToolChoice.builder()
                    .function(ChatCompletionNamedToolChoice.Function.builder()
                            .name(named.tool())
                            .build())
                    .build());
        } else if (tools.choice().equals(ToolChoice.REQUIRED)) {
            params.toolChoice(ChatCompletionToolChoiceOption.Auto.REQUIRED);
        }
        if (tools.parallel() != null) {
            params.parallelToolCalls(tools.parallel());
        }
    }

    private static void output(ChatCompletionCreateParams.Builder params, Output output) {
        if (output.maxTokens() != null) {
            params.maxCompletionTokens(output.maxTokens().longValue());
        }
        if (output.format() instanceof ResponseFormat.Schema schema) {
            params.responseFormat(ResponseFormatJsonSchema.builder()
                    .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder()
                            .name(schema.name())
                            .strict(schema.strict())
                            .schema(ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                                    .additionalProperties(Words.map(schema.schema(), JsonValue::from))
                                    .build())
                            .build())
                    .build());
        }
        if (output.logprobs()) {
            params.logprobs(true).topLogprobs(output.topLogprobs());
        }
    }
}
