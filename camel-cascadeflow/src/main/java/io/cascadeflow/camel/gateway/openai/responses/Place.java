package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.provider.WireJson;

/**
 * Where an item stands in an answer, and where its events go.
 *
 * @param index in the output
 */
record Place(EventLog log, String id, int index) {

    void added(ObjectNode item) {
        whole("response.output_item.added", item);
    }

    void done(ObjectNode item) {
        whole("response.output_item.done", item);
    }

    private void whole(String type, ObjectNode item) {
        ObjectNode event = WireJson.object().put("output_index", index);
        event.set("item", item);
        log.add(type, event);
    }

    /** The beginning of an event about the item. */
    ObjectNode event() {
        return WireJson.object().put("item_id", id).put("output_index", index);
    }

    /** The beginning of an event about a part of the item. */
    ObjectNode event(String indexName, int part) {
        return event().put(indexName, part);
    }
}
