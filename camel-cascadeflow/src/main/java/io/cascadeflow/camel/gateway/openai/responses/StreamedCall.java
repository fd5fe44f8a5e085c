package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ToolCall;

/** A call of a tool, as its arguments come. Not thread-safe. */
final class StreamedCall implements StreamedItem {

    private final Place place;
    private final String callId;
    private final String name;
    private final StringBuilder arguments = new StringBuilder();
    private String status = "in_progress";

    StreamedCall(Place place, String callId, String name) {
        this.place = place;
        this.callId = callId;
        this.name = name;
    }

    @Override
    public void open() {
        place.added(json());
    }

    void arguments(String fragment) {
        arguments.append(fragment);
        place.log().add("response.function_call_arguments.delta", place.event().put("delta", fragment));
    }

    @Override
    public ObjectNode json() {
        return ItemJson.call(place.id(), status, new ToolCall(callId, name, arguments.toString()));
    }

    @Override
    public void close(String ended) {
        status = ended;
        place.log()
                .add(
                        "response.function_call_arguments.done",
                        place.event().put("name", name).put("arguments", arguments.toString()));
        place.done(json());
    }
}
