package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import java.util.List;

/**
 * Writes the conversation.
 *
 * @param spelling the provider's
 * @param systemRole what {@link Role#SYSTEM} is called
 * @param developerRole what {@link Role#DEVELOPER} is called
 */
record MessageEncoder(Preset.Spelling spelling, String systemRole, String developerRole) {

    ArrayNode encode(List<ChatMessage> messages) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        int loopStart = lastUser(messages) + 1;
        for (int i = 0; i < messages.size(); i++) {
            array.add(encode(messages.get(i), i >= loopStart));
        }
        return array;
    }

    private ObjectNode encode(ChatMessage message, boolean inToolLoop) {
        ObjectNode json = Json.object().put("role", role(message.role()));
        content(message, json);
        if (message.role() == Role.ASSISTANT && inToolLoop) {
            spelling.reasoning().write(message, json);
        }
        if (!message.toolCalls().isEmpty()) {
            ArrayNode calls = json.putArray("tool_calls");
            message.toolCalls().forEach(call -> calls.add(toolCall(call)));
        }
        if (message.toolCallId() != null) {
            json.put("tool_call_id", ToolIds.translated(message.toolCallId(), spelling.toolIdLength()));
        }
        return json;
    }

    private static int lastUser(List<ChatMessage> messages) {
        int last = messages.size() - 1;
        while (last >= 0 && messages.get(last).role() != Role.USER) {
            last--;
        }
        return last;
    }

    private String role(Role role) {
        return switch (role) {
            case SYSTEM -> systemRole;
            case DEVELOPER -> developerRole;
            case USER -> "user";
            case ASSISTANT -> "assistant";
            case TOOL -> "tool";
        };
    }

    /** Parts are written as parts only where there is more than text: many servers take nothing but a string elsewhere. */
    private static void content(ChatMessage message, ObjectNode json) {
        List<ContentPart> visible = message.content().stream()
                .filter(part -> !(part instanceof ContentPart.Reasoning))
                .toList();
        boolean textOnly = visible.stream().allMatch(part -> part instanceof ContentPart.Text);
        boolean withMaterial =
                visible.stream().anyMatch(part -> part instanceof ContentPart.Text text && text.material());
        boolean asString = textOnly && (visible.size() < 2 || withMaterial || message.role() != Role.USER);
        if (visible.isEmpty() && !message.toolCalls().isEmpty()) {
            json.putNull("content");
        } else if (asString) {
            json.put("content", message.text());
        } else {
            ArrayNode parts = json.putArray("content");
            visible.forEach(part -> parts.add(part(part)));
        }
    }

    private static ObjectNode part(ContentPart part) {
        if (part instanceof ContentPart.ImageUrl image) {
            ObjectNode json = Json.object().put("type", "image_url");
            ObjectNode url = json.putObject("image_url").put("url", image.url());
            if (image.detail() != null) {
                url.put("detail", image.detail());
            }
            return json;
        }
        if (part instanceof ContentPart.ImageData image) {
            String url = "data:%s;base64,%s".formatted(image.mediaType(), image.base64());
            return part(new ContentPart.ImageUrl(url, null));
        }
        return Json.object().put("type", "text").put("text", ((ContentPart.Text) part).text());
    }

    private ObjectNode toolCall(ToolCall call) {
        ObjectNode json = Json.object()
                .put("id", ToolIds.translated(call.id(), spelling.toolIdLength()))
                .put("type", "function");
        json.putObject("function").put("name", call.name()).put("arguments", arguments(call));
        return json;
    }

    private static String arguments(ToolCall call) {
        return call.arguments().isBlank() ? "{}" : call.arguments();
    }
}
