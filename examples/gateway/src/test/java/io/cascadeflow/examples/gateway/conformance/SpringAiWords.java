package io.cascadeflow.examples.gateway.conformance;

import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.content.Media;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.util.MimeTypeUtils;

/** Tasks in Spring AI's words. */
final class SpringAiWords {

    private SpringAiWords() {}

    static List<Message> messages(Task task) {
        List<Message> messages = new ArrayList<>();
        if (task.system() != null) {
            messages.add(new SystemMessage(task.system()));
        }
        task.turns().forEach(turn -> messages.add(message(turn)));
        return messages;
    }

    private static Message message(Turn turn) {
        if (turn instanceof Turn.User user) {
            return user(user);
        }
        if (turn instanceof Turn.Assistant assistant) {
            return new AssistantMessage(assistant.text());
        }
        if (turn instanceof Turn.Calls calls) {
            return AssistantMessage.builder()
                    .content("")
                    .toolCalls(calls.calls().stream()
                            .map(call ->
                                    new AssistantMessage.ToolCall(call.id(), "function", call.name(), call.arguments()))
                            .toList())
                    .build();
        }
        return ToolResponseMessage.builder()
                .responses(((Turn.Results) turn)
                        .results().stream()
                                .map(result ->
                                        new ToolResponseMessage.ToolResponse(result.id(), result.name(), result.text()))
                                .toList())
                .build();
    }

    private static UserMessage user(Turn.User user) {
        Turn.Image image = user.image();
        if (image == null) {
            return new UserMessage(user.text());
        }
        Media.Builder media = Media.builder().mimeType(MimeTypeUtils.IMAGE_PNG);
        return UserMessage.builder()
                .text(user.text())
                .media(
                        image.url() != null
                                ? media.data(URI.create(image.url())).build()
                                : media.data(Base64.getDecoder().decode(Objects.requireNonNull(image.base64())))
                                        .build())
                .build();
    }

    /** They are never run: the model's wish is what these tests look at. */
    static List<ToolCallback> tools(Task task) {
        return task.tools().stream().map(SpringAiWords::tool).toList();
    }

    private static ToolCallback tool(Task.Tool tool) {
        return FunctionToolCallback.<String, String>builder(tool.name(), (String any) -> {
                    throw new IllegalStateException("nobody runs tools here");
                })
                .description(tool.description())
                .inputType(String.class)
                .inputSchema(tool.schema())
                .build();
    }
}
