package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.provider.stream.TextEvents;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The blocks of a streamed message's content: pieces of the same kind, one after the other, are one block. */
final class StreamedBlocks {

    private static final String THINKING = "thinking";

    private final TextEvents out;
    private final List<Block> blocks = new ArrayList<>();

    /**
     * @param json the block without its text
     * @param field where the text belongs; absent for a block without any
     */
    private record Block(ObjectNode json, @Nullable String field, StringBuilder text) {

        boolean continues(String other) {
            return other.equals(field) && !json.has("signature");
        }

        ObjectNode whole() {
            return field == null ? json : json.put(field, text.toString());
        }
    }

    /** @param text what came before the first block; it has been told already */
    StreamedBlocks(CharSequence text, TextEvents out) {
        this.out = out;
        if (!text.isEmpty()) {
            append("text", text.toString());
        }
    }

    void add(JsonNode block) {
        if (block.isTextual()) {
            addText(block.asText());
        } else if (Json.has(block, THINKING)) {
            thinking(block);
        } else if (Json.has(block, "image_url")) {
            blocks.add(new Block((ObjectNode) block, null, new StringBuilder()));
        } else {
            addText(Json.text(block, "text"));
            String refused = Json.text(block, "refusal");
            append("refusal", refused);
            out.refusal(refused);
        }
    }

    void addText(String piece) {
        append("text", piece);
        out.text(piece);
    }

    private void thinking(JsonNode block) {
        String thought = ContentDecoder.thought(block);
        Block target = append(THINKING, thought);
        String signature = Json.text(block, "signature");
        if (target != null && !signature.isEmpty()) {
            target.json().put("signature", signature);
        }
        out.reasoning(thought);
    }

    /** The block that the piece went to: the last one, also when there is nothing to add; absent when none is open. */
    private @Nullable Block append(String field, String piece) {
        Block last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
        if (last == null || !last.continues(field)) {
            if (piece.isEmpty()) {
                return null;
            }
            last = new Block(Json.object().put("type", field), field, new StringBuilder());
            blocks.add(last);
        }
        last.text().append(piece);
        return last;
    }

    ArrayNode json() {
        ArrayNode json = Json.MAPPER.createArrayNode();
        blocks.forEach(block -> json.add(block.whole()));
        return json;
    }
}
