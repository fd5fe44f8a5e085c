package io.cascadeflow.provider.recorded;

import static io.cascadeflow.provider.offline.ReplyJson.isAbsent;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The messages of a recorded conversation, in the form of OpenAI's Chat Completions; a failed call's result has {@code is_error}. */
public final class MessageJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private MessageJson() {}

    /** A list of messages as one text; thoughts are left out. */
    public static String writeAll(List<ChatMessage> messages) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            json.writeStartArray();
            for (ChatMessage message : messages) {
                write(json, message);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** What {@link #writeAll} wrote. @throws IllegalArgumentException when it is something else */
    public static List<ChatMessage> readAll(String text) {
        try {
            return read(MAPPER.readTree(text));
        } catch (IOException e) {
            throw new IllegalArgumentException("is no list of messages", e);
        }
    }

    static List<ChatMessage> read(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw new IllegalArgumentException("messages is not a list, or is empty");
        }
        List<ChatMessage> all = new ArrayList<>(messages.size());
        for (JsonNode message : messages) {
            try {
                all.add(message(message));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("messages[%d]: %s".formatted(all.size(), e.getMessage()), e);
            }
        }
        return all;
    }

    private static ChatMessage message(JsonNode message) {
        JsonNode answered = message.path("tool_call_id");
        return new ChatMessage(
                role(message.path("role").asText()),
                content(message.path("content")),
                toolCalls(message.path("tool_calls")),
                isAbsent(answered) ? null : answered.asText(),
                message.path("is_error").asBoolean(),
                null);
    }

    private static Role role(String name) {
        for (Role role : Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(name)) {
                return role;
            }
        }
        throw new IllegalArgumentException("has no role; use system, developer, user, assistant or tool");
    }

    private static List<ContentPart> content(JsonNode content) {
        if (isAbsent(content)) {
            return List.of();
        }
        if (content.isTextual()) {
            return List.of(new ContentPart.Text(content.asText()));
        }
        List<ContentPart> parts = new ArrayList<>(content.size());
        content.forEach(part -> parts.add(part(part)));
        return parts;
    }

    private static ContentPart part(JsonNode part) {
        JsonNode detail = part.path("image_url").path("detail");
        return switch (part.path("type").asText()) {
            case "text" -> new ContentPart.Text(part.path("text").asText());
            case "image_url" -> image(part.path("image_url").path("url").asText(), detail);
            default -> throw new IllegalArgumentException("has a part that is neither text nor image_url");
        };
    }

    private static ContentPart image(String url, JsonNode detail) {
        String mark = ";base64,";
        int data = url.indexOf(mark);
        return url.startsWith("data:") && data > 0
                ? new ContentPart.ImageData(url.substring("data:".length(), data), url.substring(data + mark.length()))
                : new ContentPart.ImageUrl(url, isAbsent(detail) ? null : detail.asText());
    }

    private static List<ToolCall> toolCalls(JsonNode calls) {
        List<ToolCall> all = new ArrayList<>(calls.size());
        for (JsonNode call : calls) {
            JsonNode function = call.path("function");
            all.add(new ToolCall(
                    call.path("id").asText(),
                    function.path("name").asText(),
                    function.path("arguments").asText()));
        }
        return all;
    }

    /** Reasoning is left out: it is not part of what was said. */
    static void write(JsonGenerator json, ChatMessage message) throws IOException {
        json.writeStartObject();
        json.writeStringField("role", message.role().name().toLowerCase(Locale.ROOT));
        List<ContentPart> said = message.content().stream()
                .filter(part -> !(part instanceof ContentPart.Reasoning))
                .toList();
        if (said.size() == 1 && said.get(0) instanceof ContentPart.Text only) {
            json.writeStringField("content", only.text());
        } else if (!said.isEmpty()) {
            json.writeArrayFieldStart("content");
            for (ContentPart part : said) {
                write(json, part);
            }
            json.writeEndArray();
        }
        write(json, message.toolCalls());
        if (message.toolCallId() != null) {
            json.writeStringField("tool_call_id", message.toolCallId());
        }
        if (message.failed()) {
            json.writeBooleanField("is_error", true);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ContentPart part) throws IOException {
        json.writeStartObject();
        if (part instanceof ContentPart.Text text) {
            json.writeStringField("type", "text");
            json.writeStringField("text", text.text());
        } else {
            json.writeStringField("type", "image_url");
            json.writeObjectFieldStart("image_url");
            if (part instanceof ContentPart.ImageUrl image) {
                json.writeStringField("url", image.url());
                if (image.detail() != null) {
                    json.writeStringField("detail", image.detail());
                }
            } else if (part instanceof ContentPart.ImageData data) {
                json.writeStringField("url", "data:" + data.mediaType() + ";base64," + data.base64());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, List<ToolCall> calls) throws IOException {
        if (calls.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("tool_calls");
        for (ToolCall call : calls) {
            json.writeStartObject();
            json.writeStringField("id", call.id());
            json.writeStringField("type", "function");
            json.writeObjectFieldStart("function");
            json.writeStringField("name", call.name());
            json.writeStringField("arguments", call.arguments());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
