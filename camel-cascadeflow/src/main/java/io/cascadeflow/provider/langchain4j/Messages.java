package io.cascadeflow.provider.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.ToolCall;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Messages in the library's words. */
final class Messages {

    /** Where the library's models keep the seal of a thought that their provider wants back. */
    static final String SIGNATURE = "thinking_signature";

    private final Map<String, String> toolOfCall = new HashMap<>();

    private Messages() {}

    /** @throws IllegalArgumentException when the library has no form for one of them */
    static List<dev.langchain4j.data.message.ChatMessage> of(List<ChatMessage> messages) {
        Messages words = new Messages();
        List<dev.langchain4j.data.message.ChatMessage> all = new ArrayList<>();
        messages.forEach(message -> all.add(words.message(message)));
        return all;
    }

    private dev.langchain4j.data.message.ChatMessage message(ChatMessage message) {
        return switch (message.role()) {
            case SYSTEM, DEVELOPER -> SystemMessage.from(text(message));
            case USER ->
                UserMessage.from(message.content().stream().map(Messages::part).toList());
            case ASSISTANT -> answer(message);
            case TOOL -> result(message);
        };
    }

    private static String text(ChatMessage message) {
        message.content().stream()
                .filter(part -> part instanceof ContentPart.ImageUrl || part instanceof ContentPart.ImageData)
                .findFirst()
                .ifPresent(image -> {
                    throw new IllegalArgumentException("LangChain4j has no place for an image in a message of "
                            + message.role().name().toLowerCase(Locale.ROOT));
                });
        return message.text();
    }

    private static Content part(ContentPart part) {
        if (part instanceof ContentPart.Text text) {
            return TextContent.from(text.text());
        }
        if (part instanceof ContentPart.ImageUrl image) {
            return ImageContent.from(URI.create(image.url()), detail(image.detail()));
        }
        if (part instanceof ContentPart.ImageData image) {
            // the library's own default is low
            return ImageContent.from(image.base64(), image.mediaType(), ImageContent.DetailLevel.AUTO);
        }
        throw new IllegalArgumentException("a user has no thoughts");
    }

    private static ImageContent.DetailLevel detail(@Nullable String detail) {
        return detail == null
                ? ImageContent.DetailLevel.AUTO
                : ImageContent.DetailLevel.valueOf(detail.toUpperCase(Locale.ROOT));
    }

    private AiMessage answer(ChatMessage message) {
        message.toolCalls().forEach(call -> toolOfCall.put(call.id(), call.name()));
        String text = text(message);
        AiMessage.Builder answer = AiMessage.builder()
                .text(text.isEmpty() ? null : text)
                .toolExecutionRequests(
                        message.toolCalls().stream().map(Messages::call).toList());
        if (!message.reasoning().isEmpty()) {
            answer.thinking(message.reasoning());
        }
        message.content().stream()
                .filter(part -> part instanceof ContentPart.Reasoning thought && thought.signature() != null)
                .map(part -> Objects.requireNonNull(((ContentPart.Reasoning) part).signature()))
                .findFirst()
                .ifPresent(seal -> answer.attributes(Map.of(SIGNATURE, seal)));
        return answer.build();
    }

    private static ToolExecutionRequest call(ToolCall call) {
        return ToolExecutionRequest.builder()
                .id(call.id())
                .name(call.name())
                .arguments(call.arguments())
                .build();
    }

    private ToolExecutionResultMessage result(ChatMessage message) {
        String id = Objects.requireNonNull(message.toolCallId());
        return ToolExecutionResultMessage.builder()
                .id(id)
                // a result alone does not say which tool it is of; the call before it does
                .toolName(toolOfCall.getOrDefault(id, "tool"))
                .text(text(message))
                .isError(message.failed() ? Boolean.TRUE : null)
                .build();
    }
}
