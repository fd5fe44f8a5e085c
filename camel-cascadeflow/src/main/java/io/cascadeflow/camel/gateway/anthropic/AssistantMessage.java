package io.cascadeflow.camel.gateway.anthropic;

import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a message that an assistant gave before. */
final class AssistantMessage {

    private AssistantMessage() {}

    static ChatMessage read(JsonFields message) {
        List<ContentPart> parts = new ArrayList<>();
        List<ToolCall> calls = new ArrayList<>();
        String plain = Blocks.plain(message, "content");
        if (plain != null) {
            parts.add(new ContentPart.Text(plain));
        } else {
            Blocks.list(message, "content").forEach(block -> add(block, parts, calls));
        }
        if (parts.isEmpty() && calls.isEmpty()) {
            throw message.wrong("content", "is empty; give what the assistant said, or leave the message out");
        }
        return new ChatMessage(Role.ASSISTANT, parts, calls, null);
    }

    private static void add(JsonFields block, List<ContentPart> parts, List<ToolCall> calls) {
        switch (Blocks.type(block)) {
            case "text" -> parts.add(Blocks.text(block));
            case "thinking" -> parts.add(thought(block));
            case "redacted_thinking" -> {
                block.only(Set.of("type", "data"));
                parts.add(new ContentPart.Reasoning(block.requiredText("data"), null, true));
            }
            case "tool_use" -> calls.add(call(block));
            default -> throw block.unknown("type", "text, thinking, redacted_thinking or tool_use");
        }
    }

    /** Thoughts of models without seals are told with an empty one, which nobody would take for a seal. */
    private static ContentPart thought(JsonFields block) {
        block.only(Set.of("type", "thinking", "signature"));
        String signature = block.text("signature");
        return new ContentPart.Reasoning(
                Blocks.maybeEmpty(block, "thinking"),
                signature == null || signature.isEmpty() ? null : signature,
                false);
    }

    private static ToolCall call(JsonFields block) {
        block.only(Set.of("type", "id", "name", "input", "caller", "cache_control"));
        JsonFields caller = block.object("caller");
        if (caller != null && !caller.requiredText("type").equals("direct")) {
            throw caller.unknown("type", "direct, or leave it out");
        }
        return new ToolCall(
                block.requiredText("id"),
                block.requiredText("name"),
                WireJson.text(block.requiredObject("input").object()),
                CacheMark.of(block));
    }
}
