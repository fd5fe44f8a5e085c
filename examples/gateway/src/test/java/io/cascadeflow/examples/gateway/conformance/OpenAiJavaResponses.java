package io.cascadeflow.examples.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFormatTextJsonSchemaConfig;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseInputContent;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseInputText;
import com.openai.models.responses.ResponseOutputText;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseTextConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** OpenAI's own client for Java, by the Responses API. */
final class OpenAiJavaResponses implements Sdk {

    private final OpenAiJava client = new OpenAiJava();

    @Override
    public String name() {
        return "openai-java, Responses";
    }

    @Override
    public String version() {
        return client.version();
    }

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Override
    public Map<Feature, String> lacks() {
        Map<Feature, String> lacks = new HashMap<>(client.lacks());
        lacks.putAll(OTHER_API);
        return lacks;
    }

    @Override
    public Said ask(Door door, Task task) {
        return OpenAiJava.told(() -> {
            Response response = client.client(door).responses().create(params(task));
            Said.Notes notes = Said.notes();
            texts(response).forEach(text -> notes.piece(text.text()));
            return said(notes, response);
        });
    }

    private static Stream<ResponseOutputText> texts(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(content -> content.outputText().stream());
    }

    private static Said said(Said.Notes notes, Response response) {
        List<ResponseFunctionToolCall> calls = response.output().stream()
                .flatMap(item -> item.functionCall().stream())
                .toList();
        calls.forEach(call -> notes.call(call.callId(), call.name(), call.arguments()));
        texts(response)
                .flatMap(text -> text.logprobs().stream())
                .flatMap(List::stream)
                .forEach(token -> notes.token(token.token(), token.logprob()));
        response.error().ifPresent(error -> {
            throw new SdkFailure(0, error.message(), null);
        });
        response.usage().ifPresent(usage -> notes.used(usage.inputTokens(), usage.outputTokens()));
        String status = response.status().orElseThrow().toString();
        return notes.finish(finish(status, !calls.isEmpty())).said();
    }

    /** This API tells no reason for an answer that is whole. */
    private static String finish(String status, boolean calls) {
        return !status.equals("completed") ? status : calls ? "tool_calls" : "stop";
    }

    @Override
    public Said stream(Door door, Task task) {
        return OpenAiJava.told(() -> {
            Said.Notes notes = Said.notes();
            ResponseAccumulator all = ResponseAccumulator.create();
            try (StreamResponse<ResponseStreamEvent> events =
                    client.client(door).responses().createStreaming(params(task))) {
                texts(events.stream().map(all::accumulate)).forEach(notes::piece);
            }
            return said(notes, all.response());
        });
    }

    private static Stream<String> texts(Stream<ResponseStreamEvent> events) {
        return events.flatMap(event -> event.outputTextDelta().stream()).map(delta -> delta.delta());
    }

    @Override
    public void leave(Door door, Task task) {
        try (StreamResponse<ResponseStreamEvent> events =
                client.client(door).responses().createStreaming(params(task))) {
            assertThat(texts(events.stream()).findFirst()).isPresent();
        }
    }

    private static ResponseCreateParams params(Task task) {
        ResponseCreateParams.Builder params = ResponseCreateParams.builder()
                .model(task.model())
                .store(false)
                .inputOfResponse(task.turns().stream()
                        .flatMap(OpenAiJavaResponses::items)
                        .toList());
        if (task.system() != null) {
            params.instructions(task.system());
        }
        task.tools()
                .forEach(tool -> params.addTool(FunctionTool.builder()
                        .name(tool.name())
                        .description(tool.description())
                        .strict(true)
                        .parameters(FunctionTool.Parameters.builder()
                                .additionalProperties(Json.properties(tool.schema(), JsonValue::from))
                                .build())
                        .build()));
        if (task.schema() != null) {
            params.text(ResponseTextConfig.builder()
                    .format(ResponseFormatTextJsonSchemaConfig.builder()
                            .name("capital")
                            .strict(true)
                            .schema(ResponseFormatTextJsonSchemaConfig.Schema.builder()
                                    .additionalProperties(Json.properties(task.schema(), JsonValue::from))
                                    .build())
                            .build())
                    .build());
        }
        if (task.logprobs()) {
            params.addInclude(ResponseIncludable.MESSAGE_OUTPUT_TEXT_LOGPROBS);
        }
        return params.build();
    }

    private static Stream<ResponseInputItem> items(Turn turn) {
        if (turn instanceof Turn.User user) {
            return Stream.of(user(user));
        }
        if (turn instanceof Turn.Assistant assistant) {
            return Stream.of(ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder()
                    .role(EasyInputMessage.Role.ASSISTANT)
                    .content(assistant.text())
                    .build()));
        }
        if (turn instanceof Turn.Calls calls) {
            return calls.calls().stream()
                    .map(call -> ResponseInputItem.ofFunctionCall(ResponseFunctionToolCall.builder()
                            .callId(call.id())
                            .name(call.name())
                            .arguments(call.arguments())
                            .build()));
        }
        return ((Turn.Results) turn)
                .results().stream()
                        .map(result ->
                                ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                                        .callId(result.id())
                                        .output(result.text())
                                        .build()));
    }

    private static ResponseInputItem user(Turn.User user) {
        EasyInputMessage.Builder message = EasyInputMessage.builder().role(EasyInputMessage.Role.USER);
        if (user.image() == null) {
            return ResponseInputItem.ofEasyInputMessage(
                    message.content(user.text()).build());
        }
        ResponseInputImage image = ResponseInputImage.builder()
                .detail(ResponseInputImage.Detail.AUTO)
                .imageUrl(user.image().asUrl())
                .build();
        ResponseInputText text = ResponseInputText.builder().text(user.text()).build();
        return ResponseInputItem.ofEasyInputMessage(message.contentOfResponseInputMessageContentList(
                        List.of(ResponseInputContent.ofInputText(text), ResponseInputContent.ofInputImage(image)))
                .build());
    }

    @Override
    public void close() {
        client.close();
    }
}
