package io.cascadeflow.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.BadRequestException;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.Metadata;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolChoiceAny;
import com.anthropic.models.messages.ToolChoiceTool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlockParam;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.anthropic.AnthropicProviderFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Messages beside anthropic-java. */
class AnthropicComparisonTest extends Comparison {

    @Override
    Map<String, String> explained() {
        return Map.of(
                "header x-stainless-.*", TELEMETRY,
                "header accept", STREAM_OR_JSON,
                "header anthropic-version", "we ask for the version whose replies we read, and no later one",
                "header authorization|header x-api-key", "a key may come either way; a token only as authorization",
                "/top_p", "models from 4.5 on take temperature or top_p and refuse both; ours leaves one out");
    }

    /** There are no log-probabilities. */
    @Override
    Set<Question> questions() {
        return EnumSet.complementOf(EnumSet.of(Question.LOGPROBS));
    }

    @Override
    String model() {
        return "claude-sonnet-4-5";
    }

    @Override
    ChatProvider provider(URI server, ProviderContext context) {
        return new AnthropicProviderFactory()
                .create(
                        ProviderSettings.of("anthropic")
                                .withEnvironment(name -> null)
                                .withBaseUrl(server)
                                .withApiKey(KEY),
                        context);
    }

    @Override
    Class<? extends Exception> refusal() {
        return BadRequestException.class;
    }

    @Override
    void ask(URI server, ChatRequest request, boolean streamed) {
        AnthropicClient client = AnthropicOkHttpClient.builder()
                .baseUrl(server.toString())
                .apiKey(KEY)
                .maxRetries(0)
                .build();
        try {
            MessageCreateParams params = params(model(), request);
            if (streamed) {
                try (StreamResponse<?> begun = client.messages().createStreaming(params)) {
                    assertThat(begun.stream().findAny()).isNotNull();
                }
            } else {
                client.messages().create(params);
            }
        } finally {
            client.close();
        }
    }

    private static MessageCreateParams params(String model, ChatRequest request) {
        MessageCreateParams.Builder params = MessageCreateParams.builder()
                .model(model)
                .maxTokens(Objects.requireNonNull(request.output().maxTokens()));
        messages(params, request.messages());
        // this client has no words of its own for these, as the newest models refuse them
        if (request.sampling().temperature() != null) {
            params.putAdditionalBodyProperty(
                    "temperature", JsonValue.from(request.sampling().temperature()));
        }
        if (request.sampling().topP() != null) {
            params.putAdditionalBodyProperty(
                    "top_p", JsonValue.from(request.sampling().topP()));
        }
        if (request.sampling().topK() != null) {
            params.putAdditionalBodyProperty(
                    "top_k", JsonValue.from(request.sampling().topK()));
        }
        if (!request.sampling().stop().isEmpty()) {
            params.stopSequences(request.sampling().stop());
        }
        tools(params, request.tools());
        if (request.output().format() instanceof ResponseFormat.Schema schema) {
            params.outputConfig(OutputConfig.builder()
                    .format(JsonOutputFormat.builder()
                            .schema(JsonOutputFormat.Schema.builder()
                                    .additionalProperties(Words.map(schema.schema(), JsonValue::from))
                                    .build())
                            .build())
                    .build());
        }
        if (request.user() != null) {
            params.metadata(Metadata.builder().userId(request.user()).build());
        }
        return params.build();
    }

    /** The results of the calls of one message are one message. */
    private static void messages(MessageCreateParams.Builder params, List<ChatMessage> messages) {
        List<ContentBlockParam> results = new ArrayList<>();
        for (ChatMessage message : messages) {
            switch (message.role()) {
                case SYSTEM, DEVELOPER ->
                    params.systemOfTextBlockParams(List.of(
                            TextBlockParam.builder().text(message.text()).build()));
                case USER -> params.addUserMessageOfContentBlockParams(blocks(message));
                case ASSISTANT -> params.addAssistantMessageOfContentBlockParams(blocks(message));
                case TOOL ->
                    results.add(ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                            .toolUseId(String.valueOf(message.toolCallId()))
                            .contentOfBlocks(List.of(ToolResultBlockParam.Content.Block.ofText(TextBlockParam.builder()
                                    .text(message.text())
                                    .build())))
                            .build()));
            }
        }
        if (!results.isEmpty()) {
            params.addUserMessageOfContentBlockParams(results);
        }
    }

    private static List<ContentBlockParam> blocks(ChatMessage message) {
        List<ContentBlockParam> blocks = new ArrayList<>();
        for (ContentPart part : message.content()) {
            blocks.add(
                    part instanceof ContentPart.ImageData image
                            ? ContentBlockParam.ofImage(ImageBlockParam.builder()
                                    .source(Base64ImageSource.builder()
                                            .data(image.base64())
                                            .mediaType(Base64ImageSource.MediaType.of(image.mediaType()))
                                            .build())
                                    .build())
                            : ContentBlockParam.ofText(TextBlockParam.builder()
                                    .text(((ContentPart.Text) part).text())
                                    .build()));
        }
        if (message.role() == Role.ASSISTANT) {
            message.toolCalls()
                    .forEach(call -> blocks.add(ContentBlockParam.ofToolUse(ToolUseBlockParam.builder()
                            .id(call.id())
                            .name(call.name())
                            .input(ToolUseBlockParam.Input.builder()
                                    .additionalProperties(Words.map(call.arguments(), JsonValue::from))
                                    .build())
                            .build())));
        }
        return blocks;
    }

    private static void tools(MessageCreateParams.Builder params, Tools tools) {
        for (ToolSpec spec : tools.specs()) {
            Map<String, Object> schema = Words.map(spec.parameters());
            Tool.Builder tool = Tool.builder()
                    .name(spec.name())
                    .description(spec.description())
                    .inputSchema(Tool.InputSchema.builder()
                            .properties(JsonValue.from(schema.get("properties")))
                            .addRequired("city")
                            .build());
            if (spec.strict() != null) {
                tool.strict(spec.strict());
            }
            params.addTool(tool.build());
        }
        if (tools.choice() instanceof ToolChoice.Named named) {
            params.toolChoice(ToolChoiceTool.builder()
                    .name(named.tool())
                    .disableParallelToolUse(Boolean.FALSE.equals(tools.parallel()))
                    .build());
        } else if (tools.choice().equals(ToolChoice.REQUIRED)) {
            params.toolChoice(ToolChoiceAny.builder().build());
        }
    }
}
