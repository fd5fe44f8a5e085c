package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.stream.Pieces;
import io.cascadeflow.provider.stream.TextEvents;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One output item of a streamed response: a message, a thought or a call. */
final class StreamedItem {

    private static final Set<String> CALLS = Set.of("function_call", "custom_tool_call");
    private static final Set<String> TEXTS = Set.of("message", "reasoning");
    private static final List<String> TOLD_ONCE = List.of("id", "call_id", "name", "encrypted_content");

    private final String type;
    private final int place;
    private final TextEvents text;
    private final Consumer<ReplyEvent> out;
    private final ObjectNode fields = Json.object();
    private final TreeMap<Integer, Part> summary = new TreeMap<>();
    private final TreeMap<Integer, Part> content = new TreeMap<>();
    private final StringBuilder arguments = new StringBuilder();
    private final Pieces pieces = new Pieces();
    private boolean started;
    private boolean sealed;
    private int told;

    /** @param place which call it is, if it is one; else how many came before it */
    StreamedItem(String type, int place, TextEvents text, Consumer<ReplyEvent> out) {
        this.type = type;
        this.place = place;
        this.text = text;
        this.out = out;
    }

    private record Part(String type, StringBuilder text, ArrayNode logprobs) {}

    static boolean isRead(JsonNode item) {
        String type = Json.text(item, "type");
        return isCall(type) || TEXTS.contains(type);
    }

    static boolean isCall(String type) {
        return CALLS.contains(type);
    }

    boolean is(String type) {
        return this.type.equals(type);
    }

    /** What identifies it. */
    void fields(JsonNode item) {
        for (String field : TOLD_ONCE) {
            // a seal that came with the beginning may be of the beginning only
            if (Json.has(item, field) && (field.equals("encrypted_content") || !fields.has(field)) && !sealed) {
                fields.set(field, item.path(field));
            }
        }
        tellCall();
    }

    void text(JsonNode event, String partType, String field) {
        Part part = part(event, partType);
        event.path("logprobs").forEach(part.logprobs()::add);
        tell(part, Json.text(event, field), event.path("logprobs"));
    }

    /** What the pieces lacked of a part that has come to its end. */
    void rest(JsonNode event, String partType, String field) {
        rest(part(event, partType), Json.text(event, field), event.path("logprobs"));
    }

    private void rest(Part part, String whole, JsonNode logprobs) {
        if (part.logprobs().isEmpty()) {
            logprobs.forEach(part.logprobs()::add);
        }
        if (whole.startsWith(part.text().toString())) {
            tell(part, whole.substring(part.text().length()), logprobs);
        }
    }

    private Part part(JsonNode event, String partType) {
        boolean summed = partType.equals("summary_text");
        int index = event.path(summed ? "summary_index" : "content_index").asInt();
        return part(summed ? summary : content, index, partType);
    }

    private static Part part(TreeMap<Integer, Part> parts, int index, String partType) {
        Part part = parts.computeIfAbsent(index, at -> newPart(partType));
        if (!part.type().equals(partType)) {
            return parts.computeIfAbsent(parts.lastKey() + 1, at -> newPart(partType));
        }
        return part;
    }

    private static Part newPart(String partType) {
        return new Part(partType, new StringBuilder(), Json.MAPPER.createArrayNode());
    }

    private void tell(Part part, String piece, JsonNode logprobs) {
        if (piece.isEmpty()) {
            return;
        }
        part.text().append(piece);
        switch (part.type()) {
            case "output_text" -> {
                text.logprobs(LogprobsDecoder.read(Json.object().set("content", logprobs)));
                text.text(piece);
            }
            case "refusal" -> text.refusal(piece);
            default -> text.reasoning(piece);
        }
    }

    void arguments(JsonNode event, String field) {
        arguments.append(Json.text(event, field));
        tellCall();
    }

    /** The item as it comes at its end. */
    void whole(JsonNode item) {
        fields(item);
        parts(item.path("summary"), summary);
        parts(item.path("content"), content);
        if (isCall(type)) {
            JsonNode given = item.path(type.equals("function_call") ? "arguments" : "input");
            String all = given.isNull() || given.isMissingNode()
                    ? ""
                    : given.isTextual() ? given.asText() : given.toString();
            if (all.startsWith(arguments.toString())) {
                arguments.append(all.substring(arguments.length()));
            }
            tellCall();
        }
        seal();
    }

    private void parts(JsonNode whole, TreeMap<Integer, Part> parts) {
        int index = 0;
        for (JsonNode json : whole) {
            String partType = Json.text(json, "type");
            String field = partType.equals("refusal") ? partType : "text";
            if (Set.of("output_text", "refusal", "summary_text", "reasoning_text")
                    .contains(partType)) {
                rest(part(parts, index, partType), Json.text(json, field), json.path("logprobs"));
            }
            index++;
        }
    }

    /** The thought's seal, once it is whole. */
    private void seal() {
        if (!is("reasoning") || sealed) {
            return;
        }
        sealed = true;
        for (ContentPart.Reasoning part : ReasoningItem.parts(json(), place)) {
            if (part.redacted()) {
                out.accept(new ReplyEvent.RedactedReasoning(part.text()));
            } else if (part.signature() != null) {
                out.accept(new ReplyEvent.ReasoningSignature(part.signature()));
            }
        }
    }

    /** Told once its arguments begin; one without an id of its own is told at the end, since the id depends on all of it. */
    private void tellCall() {
        boolean named = !Json.text(fields, "call_id").isBlank()
                && !Json.text(fields, "name").isBlank();
        if (isCall(type) && named && !arguments.toString().isBlank()) {
            tellCall(Json.text(fields, "call_id"), Json.text(fields, "name"));
        }
    }

    private void tellCall(String id, String name) {
        if (!started) {
            started = true;
            out.accept(new ReplyEvent.ToolCallStart(place, id, name));
        }
        String piece = pieces.add(arguments.substring(told));
        told = arguments.length();
        tellArguments(piece);
    }

    private void tellArguments(String piece) {
        if (!piece.isEmpty()) {
            out.accept(new ReplyEvent.ToolCallArguments(place, piece));
        }
    }

    void flush(ChatReply reply) {
        seal();
        if (isCall(type)) {
            ToolCall whole = reply.message().toolCalls().get(place);
            if (!started) {
                arguments.setLength(0);
                arguments.append(whole.arguments());
            }
            tellCall(whole.id(), whole.name());
            tellArguments(pieces.rest());
        }
    }

    ObjectNode json() {
        ObjectNode json = fields.deepCopy().put("type", type);
        if (isCall(type)) {
            return json.put(type.equals("function_call") ? "arguments" : "input", arguments.toString());
        }
        summary.values().forEach(part -> json.withArray("summary").add(json(part)));
        content.values().forEach(part -> json.withArray("content").add(json(part)));
        return json;
    }

    private static ObjectNode json(Part part) {
        ObjectNode json = Json.object().put("type", part.type());
        json.put(part.type().equals("refusal") ? "refusal" : "text", part.text().toString());
        if (!part.logprobs().isEmpty()) {
            json.set("logprobs", part.logprobs());
        }
        return json;
    }
}
