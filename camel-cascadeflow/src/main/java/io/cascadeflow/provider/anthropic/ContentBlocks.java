package io.cascadeflow.provider.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.WireJson;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Message parts as Anthropic's content blocks. */
final class ContentBlocks {

    private static final Pattern DATA_URL = Pattern.compile("data:([^;,]+);base64,(.*)", Pattern.DOTALL);
    private static final Pattern UNSAFE_IN_ID = Pattern.compile("[^a-zA-Z0-9_-]");

    private ContentBlocks() {}

    static void addParts(ArrayNode blocks, List<ContentPart> parts) {
        parts.forEach(part -> of(part).ifPresent(block -> blocks.add(CacheControl.mark(block, part.cache()))));
    }

    /** Nothing for parts that Anthropic refuses and that say nothing: blank text, thoughts that are not Anthropic's. */
    private static Optional<ObjectNode> of(ContentPart part) {
        if (part instanceof ContentPart.Text text) {
            return text.text().isBlank() ? Optional.empty() : Optional.of(text(text.text()));
        }
        if (part instanceof ContentPart.Reasoning reasoning) {
            return thought(reasoning);
        }
        if (part instanceof ContentPart.ImageData image) {
            return Optional.of(image(image.mediaType(), image.base64()));
        }
        return part instanceof ContentPart.ImageUrl image ? Optional.of(image(image.url())) : Optional.empty();
    }

    static ObjectNode text(String text) {
        return WireJson.object().put("type", "text").put("text", text);
    }

    private static Optional<ObjectNode> thought(ContentPart.Reasoning reasoning) {
        // a seal that is a JSON object is another provider's
        if (reasoning.signature() != null && reasoning.signature().startsWith("{")) {
            return Optional.empty();
        }
        if (reasoning.redacted()) {
            return Optional.of(
                    WireJson.object().put("type", "redacted_thinking").put("data", reasoning.text()));
        }
        return Optional.ofNullable(reasoning.signature())
                .map(signature -> WireJson.object()
                        .put("type", "thinking")
                        .put("thinking", reasoning.text())
                        .put("signature", signature));
    }

    private static ObjectNode image(String url) {
        Matcher data = DATA_URL.matcher(url);
        if (data.matches()) {
            return image(data.group(1), data.group(2));
        }
        return image(WireJson.object().put("type", "url").put("url", url));
    }

    private static ObjectNode image(String mediaType, String base64) {
        return image(WireJson.object()
                .put("type", "base64")
                .put("media_type", mediaType)
                .put("data", base64));
    }

    private static ObjectNode image(ObjectNode source) {
        ObjectNode image = WireJson.object().put("type", "image");
        image.set("source", source);
        return image;
    }

    static ObjectNode toolUse(ToolCall call) {
        ObjectNode block = WireJson.object()
                .put("type", "tool_use")
                .put("id", safeId(call.id()))
                .put("name", call.name());
        block.set("input", input(call.arguments()));
        return CacheControl.mark(block, call.cache());
    }

    /** An object is all that Anthropic takes: other arguments go back wrapped, so that the model sees what it wrote. */
    private static ObjectNode input(String arguments) {
        if (arguments.isBlank()) {
            return WireJson.object();
        }
        return WireJson.objectIn(arguments).orElseGet(() -> WireJson.object().put("invalid_arguments", arguments));
    }

    static ObjectNode toolResult(ChatMessage message, String callId) {
        ObjectNode block = WireJson.object().put("type", "tool_result").put("tool_use_id", safeId(callId));
        addParts(block.putArray("content"), message.content());
        if (message.failed()) {
            block.put("is_error", true);
        }
        return CacheControl.mark(block, message.cache());
    }

    /** Other providers' ids may hold characters that Anthropic refuses; the hash keeps two of them apart. */
    private static String safeId(String id) {
        String safe = UNSAFE_IN_ID.matcher(id).replaceAll("_");
        return safe.equals(id) && !id.isEmpty() ? id : safe + "_" + Integer.toHexString(id.hashCode());
    }
}
