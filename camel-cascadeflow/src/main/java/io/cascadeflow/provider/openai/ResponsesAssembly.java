package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.stream.Assembly;
import io.cascadeflow.provider.stream.Frame;
import io.cascadeflow.provider.stream.StreamSource;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The events of a streamed response as one response. Unknown events are stepped over; only the event with the finished
 * response ends it.
 */
final class ResponsesAssembly implements Assembly {

    private final StreamSource source;
    private final Function<JsonNode, ChatReply> decoder;
    private final Consumer<ReplyEvent> out;
    private final StreamedItems items;
    private ObjectNode response = Json.object();
    private boolean begun;
    private boolean complete;

    /**
     * @param decoder reads the JSON of a response in one piece
     * @param out takes the events
     */
    ResponsesAssembly(StreamSource source, Function<JsonNode, ChatReply> decoder, Consumer<ReplyEvent> out) {
        this.source = source;
        this.decoder = decoder;
        this.out = out;
        this.items = new StreamedItems(out);
    }

    @Override
    public void take(Frame frame) {
        String data = frame.data().strip();
        if (!data.isEmpty() && !data.equals("[DONE]")) {
            JsonNode event = event(data);
            String type = Json.text(event, "type").isEmpty() ? frame.type() : Json.text(event, "type");
            if (type.equals("error") || event.path("error").isObject()) {
                throw source.reported(ResponsesErrors.ofEvent(event));
            }
            take(type, event);
        }
    }

    private JsonNode event(String data) {
        try {
            JsonNode event = Json.MAPPER.readTree(data);
            if (event.isObject()) {
                return event;
            }
            throw source.unreadable("an event is not a JSON object", null);
        } catch (JsonProcessingException e) {
            throw source.unreadable("an event is not JSON", e);
        }
    }

    private void take(String type, JsonNode event) {
        switch (type) {
            case "response.created", "response.in_progress", "response.queued" -> keep(event);
            case "response.completed", "response.incomplete", "response.failed", "response.cancelled" -> end(event);
            default -> {
                if (type.startsWith("response.")) {
                    begin();
                    items.take(type.substring("response.".length()), event);
                }
            }
        }
    }

    private void keep(JsonNode event) {
        if (event.path("response") instanceof ObjectNode told) {
            // what told the model or the id once need not do so again
            ObjectNode before = response;
            response = told.deepCopy();
            before.properties().forEach(field -> {
                if (!Json.has(response, field.getKey())) {
                    response.set(field.getKey(), field.getValue());
                }
            });
        }
        begin();
    }

    private void begin() {
        if (!begun) {
            begun = true;
            String model = Json.text(response, "model");
            out.accept(new ReplyEvent.Start(
                    Json.text(response, "id"), model.isEmpty() ? source.call().model() : model));
        }
    }

    private void end(JsonNode event) {
        String id = Json.text(response, "id");
        String model = Json.text(response, "model");
        keep(event);
        ResponsesErrors.in(response).ifPresent(error -> {
            throw source.reported(error);
        });
        // the reply is the one whose start was told
        if (!id.isEmpty()) {
            response.put("id", id);
        }
        if (!model.isEmpty()) {
            response.put("model", model);
        }
        int index = 0;
        for (JsonNode item : response.path("output")) {
            items.end(index++, item);
        }
        complete = true;
    }

    @Override
    public boolean isFinished() {
        return complete;
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public boolean mayEnd() {
        return complete;
    }

    @Override
    public ChatReply reply() {
        ObjectNode whole = response.deepCopy();
        whole.set("output", items.json());
        return decoder.apply(whole);
    }

    @Override
    public void flush(ChatReply reply) {
        items.flush(reply);
    }

    @Override
    public @Nullable TokenUsage account() {
        return UsageDecoder.read(response);
    }
}
