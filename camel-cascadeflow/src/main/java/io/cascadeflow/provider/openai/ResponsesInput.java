package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The conversation as items: messages, thoughts, calls of tools and their results, in the order in which they happened. */
final class ResponsesInput {

    private final ArrayNode items = Json.MAPPER.createArrayNode();
    private final String instructionsRole;

    private ResponsesInput(String instructionsRole) {
        this.instructionsRole = instructionsRole;
    }

    /** @param instructionsRole what the operator's instructions are said as */
    static ArrayNode of(List<ChatMessage> messages, String instructionsRole) {
        ResponsesInput input = new ResponsesInput(instructionsRole);
        messages.forEach(input::add);
        return input.items;
    }

    private void add(ChatMessage message) {
        switch (message.role()) {
            case TOOL -> result(message);
            case ASSISTANT -> answer(message);
            case USER -> message("user", message.content());
            default -> message(instructionsRole, message.content());
        }
    }

    private void message(String role, List<ContentPart> content) {
        ObjectNode item = Json.object().put("role", role);
        content(item, "content", content);
        items.add(item);
    }

    private void result(ChatMessage message) {
        ObjectNode item = Json.object().put("type", "function_call_output").put("call_id", message.toolCallId());
        content(item, "output", message.content());
        items.add(item);
    }

    /** One text is a string; more than that, or an image, is a list of parts. */
    private static void content(ObjectNode item, String field, List<ContentPart> content) {
        List<ContentPart> visible = content.stream()
                .filter(part -> !(part instanceof ContentPart.Reasoning))
                .toList();
        if (visible.isEmpty() || (visible.size() == 1 && visible.get(0) instanceof ContentPart.Text)) {
            item.put(field, visible.isEmpty() ? "" : ((ContentPart.Text) visible.get(0)).text());
            return;
        }
        ArrayNode parts = item.putArray(field);
        visible.forEach(part -> parts.add(part(part)));
    }

    private static ObjectNode part(ContentPart part) {
        if (part instanceof ContentPart.Text text) {
            return Json.object().put("type", "input_text").put("text", text.text());
        }
        if (part instanceof ContentPart.ImageData image) {
            return image("data:%s;base64,%s".formatted(image.mediaType(), image.base64()), null);
        }
        ContentPart.ImageUrl image = (ContentPart.ImageUrl) part;
        return image(image.url(), image.detail());
    }

    /** This API wants the detail said. */
    private static ObjectNode image(String url, @Nullable String detail) {
        return Json.object()
                .put("type", "input_image")
                .put("image_url", url)
                .put("detail", detail == null ? "auto" : detail);
    }

    /** A thought stands before the call that followed it: a server refuses one that has lost what came of it. */
    private void answer(ChatMessage message) {
        List<Placed> said = said(message.content());
        List<ToolCall> calls = message.toolCalls();
        for (int place = 0; place <= calls.size(); place++) {
            int now = place;
            boolean last = place == calls.size();
            said.stream()
                    .filter(item -> item.place() == now || (last && item.place() > now))
                    .forEach(item -> items.add(item.json()));
            if (!last) {
                items.add(call(calls.get(place)));
            }
        }
    }

    /** @param place how many calls came before it */
    private record Placed(int place, ObjectNode json) {}

    private static List<Placed> said(List<ContentPart> content) {
        List<Placed> said = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        List<ContentPart.Reasoning> thoughts = new ArrayList<>();
        int place = 0;
        for (ContentPart part : content) {
            if (part instanceof ContentPart.Text more) {
                text.append(more.text());
            } else if (part instanceof ContentPart.Reasoning thought) {
                thoughts.add(thought);
                Optional<ReasoningItem> item = ReasoningItem.of(thoughts);
                if (item.isPresent()) {
                    flush(text, place, said);
                    place = Math.max(place, item.get().place());
                    said.add(new Placed(place, item.get().json()));
                }
                if (thought.signature() != null || thought.redacted()) {
                    thoughts.clear();
                }
            }
        }
        flush(text, place, said);
        return said;
    }

    private static void flush(StringBuilder text, int place, List<Placed> said) {
        if (!text.isEmpty()) {
            said.add(new Placed(place, Json.object().put("role", "assistant").put("content", text.toString())));
            text.setLength(0);
        }
    }

    private static ObjectNode call(ToolCall call) {
        return Json.object()
                .put("type", "function_call")
                .put("call_id", call.id())
                .put("name", call.name())
                .put("arguments", call.arguments().isBlank() ? "{}" : call.arguments());
    }
}
