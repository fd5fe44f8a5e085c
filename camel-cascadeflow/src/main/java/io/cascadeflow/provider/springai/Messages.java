package io.cascadeflow.provider.springai;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.content.Media;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/** Messages in the library's words. It has a user's text in one piece, with the images after it. */
final class Messages {

    private final Map<String, String> toolOfCall = new HashMap<>();
    private final List<ToolResponse> results = new ArrayList<>();
    private final List<Message> all = new ArrayList<>();

    private Messages() {}

    /** @throws IllegalArgumentException when the library has no form for one of them */
    static List<Message> of(List<ChatMessage> messages) {
        Messages words = new Messages();
        messages.forEach(words::add);
        words.flush();
        return words.all;
    }

    private void add(ChatMessage message) {
        if (message.role() == Role.TOOL) {
            String id = Objects.requireNonNull(message.toolCallId());
            // a result alone does not say which tool it is of; the call before it does
            results.add(new ToolResponse(id, toolOfCall.getOrDefault(id, "tool"), text(message)));
            return;
        }
        flush();
        switch (message.role()) {
            case SYSTEM, DEVELOPER -> all.add(new SystemMessage(text(message)));
            case USER -> all.add(user(message));
            default -> all.add(answer(message));
        }
    }

    /** Results that follow each other are one message here. */
    private void flush() {
        if (!results.isEmpty()) {
            all.add(ToolResponseMessage.builder()
                    .responses(List.copyOf(results))
                    .build());
            results.clear();
        }
    }

    static String text(ChatMessage message) {
        if (message.content().stream().anyMatch(Messages::isImage)) {
            throw new IllegalArgumentException("Spring AI has no place for an image in a message of "
                    + message.role().name().toLowerCase(Locale.ROOT));
        }
        return message.text();
    }

    private static boolean isImage(ContentPart part) {
        return part instanceof ContentPart.ImageUrl || part instanceof ContentPart.ImageData;
    }

    private static UserMessage user(ChatMessage message) {
        List<Media> images = message.content().stream()
                .filter(Messages::isImage)
                .map(Messages::image)
                .toList();
        return UserMessage.builder().text(message.text()).media(images).build();
    }

    private static Media image(ContentPart part) {
        if (part instanceof ContentPart.ImageData image) {
            return Media.builder()
                    .mimeType(MimeTypeUtils.parseMimeType(image.mediaType()))
                    .data(Base64.getDecoder().decode(image.base64()))
                    .build();
        }
        String url = ((ContentPart.ImageUrl) part).url();
        return Media.builder().mimeType(type(url)).data(URI.create(url)).build();
    }

    /** The library wants one, and only some of its models look at it. */
    private static MimeType type(String url) {
        String path = url.toLowerCase(Locale.ROOT).replaceFirst("[?#].*", "");
        if (path.endsWith(".png")) {
            return MimeTypeUtils.IMAGE_PNG;
        }
        if (path.endsWith(".gif")) {
            return MimeTypeUtils.IMAGE_GIF;
        }
        return path.endsWith(".webp") ? new MimeType("image", "webp") : MimeTypeUtils.IMAGE_JPEG;
    }

    private AssistantMessage answer(ChatMessage message) {
        message.toolCalls().forEach(call -> toolOfCall.put(call.id(), call.name()));
        return AssistantMessage.builder()
                .content(text(message))
                .toolCalls(message.toolCalls().stream().map(Messages::call).toList())
                .build();
    }

    private static AssistantMessage.ToolCall call(ToolCall call) {
        return new AssistantMessage.ToolCall(call.id(), "function", call.name(), call.arguments());
    }
}
