package io.cascadeflow.camel.gateway.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.model.ContentPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the content blocks that anybody may say: texts and images. */
final class Blocks {

    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private Blocks() {}

    /** The text that {@code field} is; absent when it is a list or missing. */
    static @Nullable String plain(JsonFields holder, String field) {
        JsonNode content = holder.get(field);
        return content.isTextual() ? content.textValue() : null;
    }

    /** A text, or text blocks. */
    static List<ContentPart> texts(JsonFields holder, String field) {
        String plain = plain(holder, field);
        if (plain != null) {
            return List.of(new ContentPart.Text(plain));
        }
        List<ContentPart> parts = new ArrayList<>();
        for (JsonFields block : list(holder, field)) {
            if (!type(block).equals("text")) {
                throw block.unknown("type", "text");
            }
            parts.add(text(block));
        }
        return parts;
    }

    /** A text, or blocks of text and images. */
    static List<ContentPart> textsAndImages(JsonFields holder, String field) {
        String plain = plain(holder, field);
        if (plain != null) {
            return plain.isEmpty() ? List.of() : List.of(new ContentPart.Text(plain));
        }
        List<ContentPart> parts = new ArrayList<>();
        for (JsonFields block : list(holder, field)) {
            parts.add(
                    switch (type(block)) {
                        case "text" -> text(block);
                        case "image" -> image(block);
                        default -> throw block.unknown("type", "text or image");
                    });
        }
        return parts;
    }

    static List<JsonFields> list(JsonFields holder, String field) {
        JsonNode content = holder.get(field);
        if (!content.isArray() && holder.has(field)) {
            throw holder.wrong(field, "is neither a text nor a list of blocks; give one of them");
        }
        return holder.objects(field);
    }

    static String type(JsonFields block) {
        return block.requiredText("type");
    }

    static ContentPart text(JsonFields block) {
        block.only(Set.of("type", "text", "cache_control"));
        return new ContentPart.Text(maybeEmpty(block, "text"), CacheMark.of(block));
    }

    /** May be empty, but not missing. */
    static String maybeEmpty(JsonFields block, String field) {
        String text = block.text(field);
        return text != null ? text : block.requiredText(field);
    }

    static ContentPart image(JsonFields block) {
        block.only(Set.of("type", "source", "cache_control"));
        JsonFields source = block.requiredObject("source");
        return switch (type(source)) {
            case "base64" -> {
                source.only(Set.of("type", "media_type", "data"));
                if (!IMAGES.contains(source.requiredText("media_type"))) {
                    throw source.wrong("media_type", "is none of image/jpeg, image/png, image/gif and image/webp");
                }
                yield new ContentPart.ImageData(
                        source.requiredText("media_type"), source.requiredText("data"), CacheMark.of(block));
            }
            case "url" -> {
                source.only(Set.of("type", "url"));
                yield new ContentPart.ImageUrl(source.requiredText("url"), null, CacheMark.of(block));
            }
            default -> throw source.unknown("type", "base64 or url");
        };
    }
}
