package io.cascadeflow.camel.gateway.anthropic;

import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a message of the user, in which the results of tools can stand as well. */
final class UserMessage {

    private UserMessage() {}

    /** The results first, each a message of its own, then what the user says. */
    static List<ChatMessage> read(JsonFields message) {
        List<ChatMessage> all = new ArrayList<>();
        List<ContentPart> said = new ArrayList<>();
        String plain = Blocks.plain(message, "content");
        if (plain != null) {
            said.add(new ContentPart.Text(plain));
        } else {
            Blocks.list(message, "content").forEach(block -> add(block, all, said));
        }
        if (said.stream().anyMatch(UserMessage::saysSomething)) {
            all.add(new ChatMessage(Role.USER, said, List.of(), null));
        }
        if (all.isEmpty()) {
            throw message.wrong("content", "says nothing; give a text, an image or a tool's result");
        }
        return all;
    }

    private static void add(JsonFields block, List<ChatMessage> results, List<ContentPart> said) {
        switch (Blocks.type(block)) {
            case "text" -> said.add(Blocks.text(block));
            case "image" -> said.add(Blocks.image(block));
            case "tool_result" -> results.add(result(block));
            default -> throw block.unknown("type", "text, image or tool_result");
        }
    }

    private static boolean saysSomething(ContentPart part) {
        return !(part instanceof ContentPart.Text text) || !text.text().isBlank();
    }

    private static ChatMessage result(JsonFields block) {
        block.only(Set.of("type", "tool_use_id", "content", "is_error", "cache_control"));
        return new ChatMessage(
                Role.TOOL,
                Blocks.textsAndImages(block, "content"),
                List.of(),
                block.requiredText("tool_use_id"),
                Boolean.TRUE.equals(block.flag("is_error")),
                CacheMark.of(block));
    }
}
