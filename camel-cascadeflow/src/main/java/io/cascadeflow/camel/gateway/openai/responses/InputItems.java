package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what a response is asked about: a text, or the items of a conversation. */
final class InputItems {

    private static final String TYPES = "message, function_call, function_call_output or reasoning";

    private final Conversation conversation = new Conversation();
    private final Set<String> called = new HashSet<>();

    private InputItems() {}

    static List<ChatMessage> read(JsonFields fields) {
        JsonNode input = fields.get("input");
        if (!input.isArray()) {
            return List.of(ChatMessage.user(fields.requiredText("input")));
        }
        InputItems items = new InputItems();
        fields.objects("input").forEach(items::add);
        List<ChatMessage> messages = items.conversation.messages();
        if (messages.isEmpty()) {
            throw fields.wrong("input", "has no message in it; give at least one");
        }
        return messages;
    }

    private void add(JsonFields item) {
        String type = item.text("type");
        switch (type == null && item.has("role") ? "message" : item.requiredText("type")) {
            case "message" -> message(item);
            case "function_call" -> call(item);
            case "function_call_output" -> output(item);
            case "reasoning" -> conversation.thought(Thoughts.read(item));
            case "item_reference" ->
                throw item.wrong("type", "is 'item_reference', and no item is kept here; send the item itself");
            default -> throw item.unknown("type", TYPES);
        }
    }

    private void message(JsonFields item) {
        item.only(Set.of("type", "role", "content", "id", "status"));
        Role role = role(item);
        List<ContentPart> parts = InputParts.read(item, "content");
        if (role == Role.ASSISTANT) {
            conversation.said(parts);
        } else {
            conversation.add(new ChatMessage(role, parts, List.of(), null));
        }
    }

    private static Role role(JsonFields item) {
        return switch (item.requiredText("role")) {
            case "system" -> Role.SYSTEM;
            case "developer" -> Role.DEVELOPER;
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            default -> throw item.unknown("role", "system, developer, user or assistant");
        };
    }

    private void call(JsonFields item) {
        item.only(Set.of("type", "call_id", "name", "arguments", "id", "status"));
        String id = item.requiredText("call_id");
        String arguments = item.text("arguments");
        called.add(id);
        conversation.called(new ToolCall(id, item.requiredText("name"), arguments == null ? "{}" : arguments));
    }

    private void output(JsonFields item) {
        item.only(Set.of("type", "call_id", "output", "id", "status"));
        String id = item.requiredText("call_id");
        if (!called.contains(id)) {
            throw item.wrong("call_id", "is that of no function_call before it; send the call, too");
        }
        conversation.add(new ChatMessage(Role.TOOL, InputParts.read(item, "output"), List.of(), id));
    }
}
