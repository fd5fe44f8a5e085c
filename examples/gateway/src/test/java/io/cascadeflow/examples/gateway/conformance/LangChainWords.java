package io.cascadeflow.examples.gateway.conformance;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Tasks and answers in LangChain4j's words. */
final class LangChainWords {

    private LangChainWords() {}

    static ChatRequest request(Task task) {
        ChatRequest.Builder request = ChatRequest.builder().messages(messages(task));
        if (!task.tools().isEmpty()) {
            request.toolSpecifications(
                    task.tools().stream().map(LangChainWords::tool).toList());
        }
        if (task.schema() != null) {
            JsonObjectSchema city = JsonObjectSchema.builder()
                    .addStringProperty("city")
                    .required("city")
                    .additionalProperties(false)
                    .build();
            request.responseFormat(ResponseFormat.builder()
                    .type(ResponseFormatType.JSON)
                    .jsonSchema(JsonSchema.builder()
                            .name("capital")
                            .rootElement(city)
                            .build())
                    .build());
        }
        return request.build();
    }

    static List<ChatMessage> messages(Task task) {
        List<ChatMessage> messages = new ArrayList<>();
        if (task.system() != null) {
            messages.add(SystemMessage.from(task.system()));
        }
        task.turns().forEach(turn -> messages(turn).forEach(messages::add));
        return messages;
    }

    private static Stream<ChatMessage> messages(Turn turn) {
        if (turn instanceof Turn.User user) {
            return Stream.of(user(user));
        }
        if (turn instanceof Turn.Assistant assistant) {
            return Stream.of(AiMessage.from(assistant.text()));
        }
        if (turn instanceof Turn.Calls calls) {
            return Stream.of(AiMessage.from(
                    calls.calls().stream().map(LangChainWords::call).toList()));
        }
        return ((Turn.Results) turn)
                .results().stream()
                        .map(result -> ToolExecutionResultMessage.from(result.id(), result.name(), result.text()));
    }

    private static UserMessage user(Turn.User user) {
        Turn.Image image = user.image();
        if (image == null) {
            return UserMessage.from(user.text());
        }
        return UserMessage.from(
                TextContent.from(user.text()),
                image.url() != null
                        ? ImageContent.from(image.url())
                        : ImageContent.from(Objects.requireNonNull(image.base64()), "image/png"));
    }

    private static ToolExecutionRequest call(Said.Call call) {
        return ToolExecutionRequest.builder()
                .id(call.id())
                .name(call.name())
                .arguments(call.arguments())
                .build();
    }

    private static ToolSpecification tool(Task.Tool tool) {
        return ToolSpecification.builder()
                .name(tool.name())
                .description(tool.description())
                .parameters(JsonObjectSchema.builder()
                        .addStringProperty(tool.parameter())
                        .required(tool.parameter())
                        .build())
                .build();
    }

    /** @param finish why it stopped, in the words of the API that was spoken */
    static Said said(Said.Notes notes, ChatResponse response, String finish) {
        AiMessage message = response.aiMessage();
        message.toolExecutionRequests().forEach(call -> notes.call(call.id(), call.name(), call.arguments()));
        if (response.tokenUsage() != null) {
            notes.used(
                    response.tokenUsage().inputTokenCount(),
                    response.tokenUsage().outputTokenCount());
        }
        if (notes.isEmpty() && message.text() != null) {
            notes.piece(message.text());
        }
        return notes.finish(finish).said();
    }
}
