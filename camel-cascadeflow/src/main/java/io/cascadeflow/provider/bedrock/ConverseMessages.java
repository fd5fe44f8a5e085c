package io.cascadeflow.provider.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.WireJson;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A conversation in Converse's form: instructions apart, user and assistant taking turns, results on the user's side. */
final class ConverseMessages {

    private static final Pattern DATA_URL = Pattern.compile("data:([^;,]+);base64,(.*)", Pattern.DOTALL);

    private ConverseMessages() {}

    static ArrayNode system(List<ChatMessage> messages) {
        ArrayNode blocks = WireJson.array();
        messages.stream()
                .filter(ConverseMessages::isInstruction)
                .map(ChatMessage::text)
                .filter(text -> !text.isBlank())
                .forEach(text -> blocks.addObject().put("text", text));
        return blocks;
    }

    static ArrayNode of(List<ChatMessage> messages) {
        ArrayNode turns = WireJson.array();
        messages.stream().filter(message -> !isInstruction(message)).forEach(message -> add(message, turns));
        return turns;
    }

    private static boolean isInstruction(ChatMessage message) {
        return message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
    }

    private static void add(ChatMessage message, ArrayNode turns) {
        ArrayNode blocks = WireJson.array();
        String callId = message.toolCallId();
        if (callId != null) {
            blocks.addObject().set("toolResult", result(message, callId));
        } else {
            message.content().forEach(part -> block(part).ifPresent(blocks::add));
            message.toolCalls().forEach(call -> blocks.addObject().set("toolUse", use(call)));
        }
        if (!blocks.isEmpty()) {
            content(message.role() == Role.ASSISTANT ? "assistant" : "user", turns)
                    .addAll(blocks);
        }
    }

    /** That of the last turn when it is of the same side, else of a new one. */
    private static ArrayNode content(String role, ArrayNode turns) {
        if (turns.isEmpty()
                || !turns.get(turns.size() - 1).path("role").asText().equals(role)) {
            turns.addObject().put("role", role).putArray("content");
        }
        return (ArrayNode) turns.get(turns.size() - 1).path("content");
    }

    /** Nothing for parts that are refused and say nothing: blank text, thoughts without a seal. */
    private static Optional<ObjectNode> block(ContentPart part) {
        if (part instanceof ContentPart.Text text) {
            return text.text().isBlank()
                    ? Optional.empty()
                    : Optional.of(WireJson.object().put("text", text.text()));
        }
        if (part instanceof ContentPart.Reasoning thought) {
            return thought(thought);
        }
        if (part instanceof ContentPart.ImageData image) {
            return Optional.of(image(image.mediaType(), image.base64()));
        }
        Matcher data = DATA_URL.matcher(((ContentPart.ImageUrl) part).url());
        if (!data.matches()) {
            throw ConverseRequest.refused("an image by address can't be sent; give its bytes");
        }
        return Optional.of(image(data.group(1), data.group(2)));
    }

    private static ObjectNode image(String mediaType, String base64) {
        ObjectNode block = WireJson.object();
        block.putObject("image")
                .put("format", mediaType.replaceFirst(".*/", ""))
                .putObject("source")
                .put("bytes", base64);
        return block;
    }

    /** A seal that is a JSON object is another provider's. */
    private static Optional<ObjectNode> thought(ContentPart.Reasoning thought) {
        String seal = thought.signature();
        if ((seal == null && !thought.redacted()) || (seal != null && seal.startsWith("{"))) {
            return Optional.empty();
        }
        ObjectNode block = WireJson.object();
        ObjectNode content = block.putObject("reasoningContent");
        if (thought.redacted()) {
            content.put("redactedContent", thought.text());
        } else {
            content.putObject("reasoningText").put("text", thought.text()).put("signature", seal);
        }
        return Optional.of(block);
    }

    private static ObjectNode use(ToolCall call) {
        ObjectNode use = WireJson.object().put("toolUseId", safeId(call.id())).put("name", call.name());
        String arguments = call.arguments().isBlank() ? "{}" : call.arguments();
        // an object is all that is taken: other arguments go back wrapped, so that the model sees what it wrote
        return use.set(
                "input",
                WireJson.objectIn(arguments).orElseGet(() -> WireJson.object().put("invalid_arguments", arguments)));
    }

    private static ObjectNode result(ChatMessage message, String callId) {
        ObjectNode result = WireJson.object().put("toolUseId", safeId(callId));
        ArrayNode content = result.putArray("content");
        message.content().forEach(part -> block(part).ifPresent(content::add));
        if (content.isEmpty()) {
            content.addObject().put("text", "(nothing)");
        }
        return result.put("status", message.failed() ? "error" : "success");
    }

    /** Other providers' ids may hold characters that are refused here, or too many; the hash keeps two of them apart. */
    private static String safeId(String id) {
        String safe = id.replaceAll("[^a-zA-Z0-9_-]", "_");
        if (safe.equals(id) && !id.isEmpty() && id.length() <= 64) {
            return id;
        }
        return safe.substring(0, Math.min(50, safe.length())) + "_" + Integer.toHexString(id.hashCode());
    }
}
