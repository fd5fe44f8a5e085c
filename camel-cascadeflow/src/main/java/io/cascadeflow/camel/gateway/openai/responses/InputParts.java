package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.camel.OpenAiShape;
import io.cascadeflow.model.ContentPart;
import java.util.List;
import java.util.Set;

/** Reads the content of an item: a text, or parts. What an earlier answer brought with it is understood. */
final class InputParts {

    private InputParts() {}

    static List<ContentPart> read(JsonFields item, String field) {
        JsonNode content = item.get(field);
        if (content.isTextual()) {
            return List.of(new ContentPart.Text(content.textValue()));
        }
        if (!content.isArray()) {
            throw item.wrong(field, "is neither a text nor a list of parts; give one of them");
        }
        return item.objects(field).stream().map(InputParts::part).toList();
    }

    private static ContentPart part(JsonFields part) {
        return switch (part.requiredText("type")) {
            case "input_text" -> text(part, "text", Set.of("type", "text"));
            case "output_text" -> text(part, "text", Set.of("type", "text", "logprobs"));
            case "refusal" -> text(part, "refusal", Set.of("type", "refusal"));
            case "input_image" -> image(part);
            default -> throw part.unknown("type", "input_text, input_image, output_text or refusal");
        };
    }

    /** May be empty, but not missing. */
    private static ContentPart text(JsonFields part, String field, Set<String> known) {
        part.only(known);
        String text = part.text(field);
        return new ContentPart.Text(text != null ? text : part.requiredText(field));
    }

    private static ContentPart image(JsonFields part) {
        if (part.has("file_id")) {
            throw part.wrong("file_id", "refers to a file, and none is kept here; give image_url");
        }
        part.only(Set.of("type", "image_url", "detail"));
        return OpenAiShape.image(part.requiredText("image_url"), part.text("detail"));
    }
}
