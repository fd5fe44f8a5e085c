package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.ContentPart.Reasoning;
import io.cascadeflow.model.ContentPart.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a message's content, which is text or blocks, and what belongs to it elsewhere: reasoning, refusal, images, the
 * words of spoken answers.
 *
 * @param thinkTags whether text may begin with reasoning between tags
 */
record ContentDecoder(boolean thinkTags) {

    List<ContentPart> read(JsonNode message) {
        List<ContentPart> parts = new ArrayList<>(ReasoningDecoder.read(message));
        content(message.path("content"), parts);
        addText(Json.text(message, "refusal"), parts);
        addText(Json.text(message.path("audio"), "transcript"), parts);
        message.path("images").forEach(image -> block(image, parts));
        return parts;
    }

    private void content(JsonNode content, List<ContentPart> parts) {
        if (content.isTextual()) {
            parts.addAll(thinkTags ? ThinkTags.split(content.asText()) : plain(content.asText()));
        } else if (content.isArray()) {
            content.forEach(block -> block(block, parts));
        } else if (content.isObject()) {
            block(content, parts);
        } else if (!content.isNull() && !content.isMissingNode()) {
            throw new UnreadableReplyException("the message's content is neither text nor a list of parts");
        }
    }

    private static List<ContentPart> plain(String text) {
        return text.isEmpty() ? List.of() : List.of(new Text(text));
    }

    private static void block(JsonNode block, List<ContentPart> parts) {
        if (block.isTextual()) {
            addText(block.asText(), parts);
        } else if (Json.has(block, "thinking")) {
            thinking(block, parts);
        } else if (Json.has(block, "image_url")) {
            image(block.path("image_url"), parts);
        } else {
            addText(Json.text(block, "text"), parts);
            addText(Json.text(block, "refusal"), parts);
        }
    }

    private static void thinking(JsonNode block, List<ContentPart> parts) {
        String text = thought(block);
        String signature = Json.text(block, "signature");
        if (!text.isEmpty()) {
            parts.add(new Reasoning(text, signature.isEmpty() ? null : signature, false));
        }
    }

    /** The thought is text, or a list of text blocks. */
    static String thought(JsonNode block) {
        StringBuilder text = new StringBuilder(Json.text(block, "thinking"));
        block.path("thinking")
                .forEach(inner -> text.append(inner.isTextual() ? inner.asText() : Json.text(inner, "text")));
        return text.toString();
    }

    /** The address is text, or a field of an object. */
    private static void image(JsonNode image, List<ContentPart> parts) {
        String url = image.isTextual() ? image.asText() : Json.text(image, "url");
        if (!url.isEmpty()) {
            parts.add(new ContentPart.ImageUrl(url, null));
        }
    }

    private static void addText(String text, List<ContentPart> parts) {
        if (!text.isEmpty()) {
            parts.add(new Text(text));
        }
    }
}
