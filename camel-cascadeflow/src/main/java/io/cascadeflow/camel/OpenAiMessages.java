package io.cascadeflow.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one message of a conversation in OpenAI's form. What an earlier answer of a model brought with it is understood. */
final class OpenAiMessages {

    private static final Set<String> FIELDS = Set.of(
            "role", "content", "name", "tool_calls", "tool_call_id", "refusal", "reasoning_content", "reasoning");

    private static final String ROLES = "system, developer, user, assistant or tool";

    private OpenAiMessages() {}

    static ChatMessage read(JsonFields message) {
        message.only(FIELDS);
        Role role = role(message);
        if (message.text("name") != null && role != Role.TOOL) {
            throw message.wrong(
                    "name", "is for a tool's result only, where it says what the call's id says; leave it out");
        }
        List<ToolCall> calls = calls(message);
        if (!calls.isEmpty() && role != Role.ASSISTANT) {
            throw message.wrong("tool_calls", "is for the assistant's messages only");
        }
        String answered = message.text("tool_call_id");
        if ((answered != null) != (role == Role.TOOL)) {
            throw message.wrong(
                    "tool_call_id",
                    answered == null ? "is missing: a tool's result names its call" : "is for a tool's result only");
        }
        return new ChatMessage(role, content(message), calls, answered);
    }

    private static Role role(JsonFields message) {
        return switch (message.requiredText("role")) {
            case "system" -> Role.SYSTEM;
            case "developer" -> Role.DEVELOPER;
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "tool" -> Role.TOOL;
            default -> throw message.unknown("role", ROLES);
        };
    }

    private static List<ToolCall> calls(JsonFields message) {
        List<ToolCall> calls = new ArrayList<>();
        for (JsonFields call : message.objects("tool_calls")) {
            call.only(Set.of("id", "type", "function", "index"));
            onlyFunctions(call);
            JsonFields function = call.requiredObject("function");
            function.only(Set.of("name", "arguments"));
            calls.add(new ToolCall(call.requiredText("id"), function.requiredText("name"), arguments(function)));
        }
        return calls;
    }

    /** As text, as OpenAI has them, or as the object that other servers give. */
    private static String arguments(JsonFields function) {
        JsonNode arguments = function.get("arguments");
        if (arguments.isObject()) {
            return arguments.toString();
        }
        String text = function.text("arguments");
        return text == null ? "{}" : text;
    }

    static void onlyFunctions(JsonFields tool) {
        String type = tool.text("type");
        if (type != null && !type.equals("function")) {
            throw tool.unknown("type", "function");
        }
    }

    private static List<ContentPart> content(JsonFields message) {
        List<ContentPart> parts = new ArrayList<>();
        for (String thought : List.of("reasoning_content", "reasoning")) {
            String text = message.text(thought);
            if (text != null && !text.isEmpty()) {
                parts.add(new ContentPart.Reasoning(text, null, false));
            }
        }
        JsonNode content = message.get("content");
        if (content.isTextual()) {
            parts.add(new ContentPart.Text(content.textValue()));
        } else if (content.isArray()) {
            message.objects("content").forEach(part -> parts.add(part(part)));
        } else if (!content.isMissingNode()) {
            throw message.wrong("content", "is neither a text nor a list of parts; give one of them");
        }
        String refusal = message.text("refusal");
        if (refusal != null) {
            parts.add(new ContentPart.Text(refusal));
        }
        return parts;
    }

    private static ContentPart part(JsonFields part) {
        String type = part.requiredText("type");
        part.only(Set.copyOf(List.of("type", type)));
        return switch (type) {
            case "text", "refusal" -> new ContentPart.Text(textOf(part, type));
            case "image_url" -> image(part.requiredObject("image_url"));
            default -> throw part.unknown("type", "text or image_url");
        };
    }

    /** May be empty, but not missing. */
    private static String textOf(JsonFields part, String field) {
        String text = part.text(field);
        return text != null ? text : part.requiredText(field);
    }

    private static ContentPart image(JsonFields image) {
        image.only(Set.of("url", "detail"));
        return image(image.requiredText("url"), image.text("detail"));
    }

    static ContentPart image(String url, @Nullable String detail) {
        int comma = url.indexOf(";base64,");
        return url.startsWith("data:") && comma > 0
                ? new ContentPart.ImageData(
                        url.substring("data:".length(), comma), url.substring(comma + ";base64,".length()))
                : new ContentPart.ImageUrl(url, detail);
    }
}
