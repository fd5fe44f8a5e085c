package io.cascadeflow.provider.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.WireJson;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A conversation as contents: instructions apart, user and model taking turns, the results of tools on the user's side. */
final class Contents {

    private static final Pattern DATA_URL = Pattern.compile("data:([^;,]+);base64,(.*)", Pattern.DOTALL);
    private static final Map<String, String> TYPES = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "webp", "image/webp",
            "heic", "image/heic",
            "heif", "image/heif",
            "gif", "image/gif");

    private final ArrayNode contents = WireJson.array();
    private final Map<String, String> toolNames = new HashMap<>();

    private Contents() {}

    static ArrayNode of(List<ChatMessage> messages) {
        Contents contents = new Contents();
        messages.stream().filter(message -> !isInstruction(message)).forEach(contents::add);
        return contents.contents;
    }

    /** The instructions in their order, wherever in the conversation they stand: none is lost. */
    static Optional<ObjectNode> instruction(List<ChatMessage> messages) {
        ObjectNode instruction = WireJson.object();
        ArrayNode parts = instruction.putArray("parts");
        messages.stream()
                .filter(Contents::isInstruction)
                .forEach(message -> parts.addObject().put("text", message.text()));
        return parts.isEmpty() ? Optional.empty() : Optional.of(instruction);
    }

    private static boolean isInstruction(ChatMessage message) {
        return message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
    }

    private void add(ChatMessage message) {
        String callId = message.toolCallId();
        if (callId != null) {
            parts("user").add(result(message, callId));
        } else if (message.role() == Role.ASSISTANT) {
            answer(message, parts("model"));
        } else {
            ArrayNode parts = parts("user");
            message.content().forEach(part -> said(part).ifPresent(parts::add));
        }
    }

    /** Those of the last turn when it is of the same side, else of a new one. */
    private ArrayNode parts(String role) {
        if (contents.isEmpty()
                || !contents.get(contents.size() - 1).path("role").asText().equals(role)) {
            contents.addObject().put("role", role).putArray("parts");
        }
        return (ArrayNode) contents.get(contents.size() - 1).path("parts");
    }

    private static Optional<ObjectNode> said(ContentPart part) {
        if (part instanceof ContentPart.Text text) {
            return Optional.of(WireJson.object().put("text", text.text()));
        }
        if (part instanceof ContentPart.ImageData image) {
            return Optional.of(image(image.mediaType(), image.base64()));
        }
        return part instanceof ContentPart.ImageUrl image ? Optional.of(image(image.url())) : Optional.empty();
    }

    private static ObjectNode image(String mediaType, String base64) {
        ObjectNode part = WireJson.object();
        part.putObject("inlineData").put("mimeType", mediaType).put("data", base64);
        return part;
    }

    /** One by address is told with the type that its name ends in, where it does. */
    private static ObjectNode image(String url) {
        Matcher data = DATA_URL.matcher(url);
        if (data.matches()) {
            return image(data.group(1), data.group(2));
        }
        ObjectNode part = WireJson.object();
        ObjectNode file = part.putObject("fileData").put("fileUri", url);
        String name = url.replaceFirst("[?#].*", "");
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        if (type != null) {
            file.put("mimeType", type);
        }
        return part;
    }

    /** Each signature goes back to the part that it was on; thoughts without one are not sent. */
    private void answer(ChatMessage message, ArrayNode parts) {
        Map<Integer, String> ofCalls = new HashMap<>();
        int first = parts.size();
        for (ContentPart part : message.content()) {
            if (part instanceof ContentPart.Reasoning thought) {
                ThoughtSeal.of(thought).ifPresent(seal -> seal(seal, thought, first, parts, ofCalls));
            } else {
                said(part).ifPresent(parts::add);
            }
        }
        for (int i = 0; i < message.toolCalls().size(); i++) {
            parts.add(call(message.toolCalls().get(i), ofCalls.get(i)));
        }
    }

    private static void seal(
            ThoughtSeal seal, ContentPart.Reasoning thought, int first, ArrayNode parts, Map<Integer, String> ofCalls) {
        if (seal.call() != null) {
            ofCalls.put(seal.call(), seal.signature());
        } else if (!thought.text().isEmpty()) {
            parts.addObject()
                    .put("text", thought.text())
                    .put("thought", true)
                    .put("thoughtSignature", seal.signature());
        } else {
            boolean follows =
                    parts.size() > first && parts.get(parts.size() - 1).has("text");
            ObjectNode part = follows
                    ? (ObjectNode) parts.get(parts.size() - 1)
                    : parts.addObject().put("text", "");
            part.put("thoughtSignature", seal.signature());
        }
    }

    private ObjectNode call(ToolCall call, @Nullable String signature) {
        toolNames.put(call.id(), call.name());
        ObjectNode part = WireJson.object();
        ObjectNode function =
                part.putObject("functionCall").put("id", call.id()).put("name", call.name());
        String arguments = call.arguments().isBlank() ? "{}" : call.arguments();
        // an object is all that is taken: other arguments go back wrapped, so that the model sees what it wrote
        function.set(
                "args",
                WireJson.objectIn(arguments).orElseGet(() -> WireJson.object().put("invalid_arguments", arguments)));
        return signature == null ? part : part.put("thoughtSignature", signature);
    }

    /** The result names its tool as well as its call. */
    private ObjectNode result(ChatMessage message, String callId) {
        ObjectNode part = WireJson.object();
        ObjectNode function = part.putObject("functionResponse")
                .put("id", callId)
                .put("name", toolNames.getOrDefault(callId, callId));
        String text = message.text();
        function.set("response", message.failed() ? wrapped("error", text) : response(text));
        ArrayNode images = WireJson.array();
        message.content().stream()
                .filter(piece -> !(piece instanceof ContentPart.Text))
                .forEach(piece -> said(piece).ifPresent(images::add));
        if (!images.isEmpty()) {
            function.set("parts", images);
        }
        return part;
    }

    private static ObjectNode response(String text) {
        return WireJson.objectIn(text).orElseGet(() -> wrapped("output", text));
    }

    private static ObjectNode wrapped(String field, String text) {
        return WireJson.object().put(field, text);
    }
}
