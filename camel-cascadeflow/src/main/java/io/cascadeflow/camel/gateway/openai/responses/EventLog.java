package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.Events;
import io.cascadeflow.provider.WireJson;

/** The events of one stream, numbered in order. Not thread-safe. */
final class EventLog {

    private final StringBuilder text = new StringBuilder();
    private int next;

    void add(String type, ObjectNode fields) {
        ObjectNode event = WireJson.object().put("type", type).put("sequence_number", next++);
        text.append(Events.event(type, event.setAll(fields)));
    }

    /** What was added since it was last taken, as text of an event stream. */
    String taken() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }
}
