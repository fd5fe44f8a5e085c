package io.cascadeflow.camel.gateway.openai.embeddings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.FieldException;
import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.model.EmbeddingReply;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A request of {@code POST /v1/embeddings}, and the form of its answer. Immutable.
 *
 * @param model whom it asks, as the client names it
 * @param base64 whether vectors are given as base64 of little-endian floats, as the official clients ask; else as numbers
 */
public record AskedEmbeddings(String model, EmbeddingRequest request, boolean base64) {

    private static final Set<String> KNOWN = Set.of("model", "input", "encoding_format", "dimensions", "user");

    /** OpenAI's limit. */
    private static final int MOST_TEXTS = 2048;

    /**
     * Every field is honoured, or refused by its name.
     *
     * @throws FieldException when one is missing, wrong or not supported
     */
    public static AskedEmbeddings read(ObjectNode body) {
        JsonFields fields = new JsonFields(body, "");
        fields.only(KNOWN);
        String model = fields.requiredText("model");
        EmbeddingRequest request = new EmbeddingRequest(
                texts(fields), fields.count("dimensions", 1, Integer.MAX_VALUE), fields.text("user"));
        return new AskedEmbeddings(model, request, base64(fields));
    }

    private static boolean base64(JsonFields fields) {
        String format = fields.text("encoding_format");
        if (format != null && !Set.of("float", "base64").contains(format)) {
            throw fields.unknown("encoding_format", "float or base64");
        }
        return "base64".equals(format);
    }

    private static List<String> texts(JsonFields fields) {
        JsonNode input = fields.get("input");
        if (!input.isArray()) {
            return List.of(fields.requiredText("input"));
        }
        if (input.isEmpty() || input.size() > MOST_TEXTS) {
            throw fields.wrong("input", "has %d texts; give 1 to %d".formatted(input.size(), MOST_TEXTS));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : input) {
            texts.add(text(fields, text, "input[" + texts.size() + "]"));
        }
        return texts;
    }

    private static String text(JsonFields fields, JsonNode text, String field) {
        if (text.isNumber() || text.isArray()) {
            throw fields.wrong("input", "has tokens in it, which mean something else to each model; give texts");
        }
        if (!text.isTextual() || text.textValue().isEmpty()) {
            throw fields.wrong(field, "is not a text with something in it; give one");
        }
        return text.textValue();
    }

    /** The vectors as the client wants them. */
    public ObjectNode answer(EmbeddingReply reply) {
        ObjectNode json = WireJson.object().put("object", "list");
        ArrayNode data = json.putArray("data");
        for (float[] vector : reply.vectors()) {
            ObjectNode one = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            one.set("embedding", base64 ? VectorJson.base64(vector) : VectorJson.numbers(vector));
        }
        json.put("model", reply.model().isEmpty() ? model : reply.model());
        TokenUsage usage = reply.usage();
        if (usage != null) {
            json.putObject("usage")
                    .put("prompt_tokens", usage.totalInput())
                    .put("total_tokens", usage.totalInput() + usage.output());
        }
        return json;
    }
}
