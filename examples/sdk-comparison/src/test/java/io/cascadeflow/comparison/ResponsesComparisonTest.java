package io.cascadeflow.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFormatTextJsonSchemaConfig;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseInputContent;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseInputText;
import com.openai.models.responses.ResponseTextConfig;
import com.openai.models.responses.ToolChoiceFunction;
import com.openai.models.responses.ToolChoiceOptions;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.Hosting;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.openai.OpenAiProviders;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Responses beside openai-java. */
class ResponsesComparisonTest extends Comparison {

    @Override
    Map<String, String> explained() {
        return Map.of(
                "header x-stainless-.*",
                TELEMETRY,
                "header accept",
                STREAM_OR_JSON,
                "header idempotency-key",
                "this client has one only for the retries that it makes itself",
                "/input/\\d+/type",
                "an item with a role is a message, whether or not that is said");
    }

    /** There are no seeds, penalties and stop sequences. */
    @Override
    Set<Question> questions() {
        return EnumSet.complementOf(EnumSet.of(Question.DRAWN));
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
                                .withApiKey(KEY)
                                .withHosting(Hosting.OWN.withApi("responses")),
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
            ResponseCreateParams params = params(model(), request);
            if (streamed) {
                try (StreamResponse<?> begun = client.responses().createStreaming(params)) {
                    assertThat(begun.stream().findAny()).isNotNull();
                }
            } else {
                client.responses().create(params);
            }
        } finally {
            client.close();
        }
    }

    private static ResponseCreateParams params(String model, ChatRequest request) {
        List<ResponseInputItem> items = new ArrayList<>();
        request.messages().forEach(message -> add(items, message));
        ResponseCreateParams.Builder params =
                ResponseCreateParams.builder().model(model).store(false).inputOfResponse(items);
        if (request.sampling().temperature() != null) {
            params.temperature(request.sampling().temperature());
        }
        if (request.sampling().topP() != null) {
            params.topP(request.sampling().topP());
        }
        tools(params, request.tools());
        output(params, request.output());
        if (request.user() != null) {
            params.user(request.user());
        }
        return params.build();
    }

    private static void add(List<ResponseInputItem> items, ChatMessage message) {
        if (message.role() == Role.TOOL) {
            items.add(ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                    .callId(String.valueOf(message.toolCallId()))
                    .output(message.text())
                    .build()));
            return;
        }
        EasyInputMessage.Builder said = EasyInputMessage.builder()
                .role(EasyInputMessage.Role.of(message.role().name().toLowerCase(java.util.Locale.ROOT)));
        if (message.content().size() == 1) {
            said.content(message.text());
        } else {
            said.contentOfResponseInputMessageContentList(message.content().stream()
                    .map(ResponsesComparisonTest::part)
                    .toList());
        }
        items.add(ResponseInputItem.ofEasyInputMessage(said.build()));
        message.toolCalls()
                .forEach(call -> items.add(ResponseInputItem.ofFunctionCall(ResponseFunctionToolCall.builder()
                        .callId(call.id())
                        .name(call.name())
                        .arguments(call.arguments())
                        .build())));
    }

    private static ResponseInputContent part(ContentPart part) {
        if (part instanceof ContentPart.ImageData image) {
            return ResponseInputContent.ofInputImage(ResponseInputImage.builder()
                    .detail(ResponseInputImage.Detail.AUTO)
                    .imageUrl("data:" + image.mediaType() + ";base64," + image.base64())
                    .build());
        }
        return ResponseInputContent.ofInputText(ResponseInputText.builder()
                .text(((ContentPart.Text) part).text())
                .build());
    }

    private static void tools(ResponseCreateParams.Builder params, Tools tools) {
        for (ToolSpec spec : tools.specs()) {
            params.addTool(FunctionTool.builder()
                    .name(spec.name())
                    .description(spec.description())
                    .strict(Boolean.TRUE.equals(spec.strict()))
                    .parameters(FunctionTool.Parameters.builder()
                            .additionalProperties(Words.map(spec.parameters(), JsonValue::from))
                            .build())
                    .build());
        }
        if (tools.choice() instanceof ToolChoice.Named named) {
            params.toolChoice(ToolChoiceFunction.builder().name(named.tool()).build());
        } else if (tools.choice().equals(ToolChoice.REQUIRED)) {
            params.toolChoice(ToolChoiceOptions.REQUIRED);
        }
        if (tools.parallel() != null) {
            params.parallelToolCalls(tools.parallel());
        }
    }

    private static void output(ResponseCreateParams.Builder params, Output output) {
        if (output.maxTokens() != null) {
            params.maxOutputTokens(output.maxTokens().longValue());
        }
        if (output.format() instanceof ResponseFormat.Schema schema) {
            params.text(ResponseTextConfig.builder()
                    .format(ResponseFormatTextJsonSchemaConfig.builder()
                            .name(schema.name())
                            .strict(schema.strict())
                            .schema(ResponseFormatTextJsonSchemaConfig.Schema.builder()
                                    .additionalProperties(Words.map(schema.schema(), JsonValue::from))
                                    .build())
                            .build())
                    .build());
        }
        if (output.logprobs()) {
            params.addInclude(ResponseIncludable.MESSAGE_OUTPUT_TEXT_LOGPROBS).topLogprobs(output.topLogprobs());
        }
    }
}
