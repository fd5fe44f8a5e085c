package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ContentPart.Reasoning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A thought as the Responses API has it: an item with what may be read of it and what is sealed. As parts of a message it is
 * its readable texts, the last of which carries the seal: a JSON object with the item's other fields, from which the item can
 * be made again.
 *
 * @param json the item
 * @param place how many calls of tools came before it
 */
record ReasoningItem(ObjectNode json, int place) {

    private static final String TYPE = "reasoning";
    private static final String SEALED = "encrypted_content";
    private static final String SUMMARIES = "summaries";
    private static final String PLACE = "place";

    /** @param place how many calls came before the item */
    static List<Reasoning> parts(JsonNode item, int place) {
        List<String> texts = new ArrayList<>();
        item.path("summary").forEach(part -> texts.add(Json.text(part, "text")));
        int summaries = texts.size();
        item.path("content").forEach(part -> texts.add(Json.text(part, "text")));
        boolean opaque = texts.isEmpty();
        String seal = seal(item, opaque, summaries, place, !opaque && summaries < texts.size());
        List<Reasoning> parts = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            boolean last = i == texts.size() - 1;
            parts.add(new Reasoning(texts.get(i), last && !seal.isEmpty() ? seal : null, false));
        }
        if (opaque && Json.has(item, SEALED)) {
            parts.add(new Reasoning(Json.text(item, SEALED), seal, true));
        }
        return parts;
    }

    /** Empty for an item that a server could make nothing of when it came back: one that it would have to look up. */
    static String seal(JsonNode item, boolean opaque, int summaries, int place, boolean readable) {
        if (!Json.has(item, SEALED) && !readable) {
            return "";
        }
        ObjectNode seal = Json.object().put("type", TYPE);
        if (Json.has(item, "id")) {
            seal.set("id", item.path("id"));
        }
        if (Json.has(item, SEALED) && !opaque) {
            seal.set(SEALED, item.path(SEALED));
        }
        if (summaries > 0) {
            seal.put(SUMMARIES, summaries);
        }
        if (place > 0) {
            seal.put(PLACE, place);
        }
        return seal.toString();
    }

    /** The item that these parts are, if the last of them carries its seal. Other providers' thoughts are none of ours. */
    static Optional<ReasoningItem> of(List<Reasoning> parts) {
        Reasoning last = parts.get(parts.size() - 1);
        JsonNode seal = Json.parseOrMissing(last.signature() == null ? "" : last.signature());
        if (!(seal instanceof ObjectNode item) || !Json.text(seal, "type").equals(TYPE)) {
            return Optional.empty();
        }
        int summaries = item.path(SUMMARIES).asInt();
        int place = item.path(PLACE).asInt();
        item.remove(List.of(SUMMARIES, PLACE));
        ArrayNode summary = item.putArray("summary");
        if (last.redacted()) {
            item.put(SEALED, last.text());
            return Optional.of(new ReasoningItem(item, place));
        }
        for (int i = 0; i < parts.size(); i++) {
            boolean summed = i < summaries;
            (summed ? summary : item.withArray("content"))
                    .addObject()
                    .put("type", summed ? "summary_text" : "reasoning_text")
                    .put("text", parts.get(i).text());
        }
        return Optional.of(new ReasoningItem(item, place));
    }
}
