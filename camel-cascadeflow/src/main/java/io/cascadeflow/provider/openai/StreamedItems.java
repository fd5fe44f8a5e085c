package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.stream.TextEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The output items of a streamed response, in the order in which they began. What was told stays told: an item that comes
 * again as a whole only adds what its pieces lacked. Items that a response in one piece is not read for are stepped over.
 */
final class StreamedItems {

    private final Consumer<ReplyEvent> out;
    private final TextEvents text;
    private final List<StreamedItem> all = new ArrayList<>();
    private final Map<Integer, StreamedItem> current = new HashMap<>();
    private int calls;

    StreamedItems(Consumer<ReplyEvent> out) {
        this.out = out;
        this.text = new TextEvents(out);
    }

    /** @param type the event's, without {@code response.} in front */
    void take(String type, JsonNode event) {
        int index = event.path("output_index").asInt();
        switch (type) {
            case "output_item.added" -> begin(index, event.path("item"));
            case "output_item.done" -> end(index, event.path("item"));
            case "output_text.delta" -> item(index, "message").text(event, "output_text", "delta");
            case "output_text.done" -> item(index, "message").rest(event, "output_text", "text");
            case "refusal.delta" -> item(index, "message").text(event, "refusal", "delta");
            case "refusal.done" -> item(index, "message").rest(event, "refusal", "refusal");
            case "reasoning_summary_text.delta" -> item(index, "reasoning").text(event, "summary_text", "delta");
            case "reasoning_summary_text.done" -> item(index, "reasoning").rest(event, "summary_text", "text");
            case "reasoning_text.delta" -> item(index, "reasoning").text(event, "reasoning_text", "delta");
            case "reasoning_text.done" -> item(index, "reasoning").rest(event, "reasoning_text", "text");
            case "function_call_arguments.delta" -> item(index, "function_call").arguments(event, "delta");
            case "custom_tool_call_input.delta" ->
                item(index, "custom_tool_call").arguments(event, "delta");
            default -> {
                // parts that begin and end, tools that run at the provider, and what is yet to be invented
            }
        }
    }

    private void begin(int index, JsonNode item) {
        if (StreamedItem.isRead(item)) {
            item(index, Json.text(item, "type")).fields(item);
        }
    }

    /** The item as a whole. */
    void end(int index, JsonNode item) {
        if (StreamedItem.isRead(item)) {
            item(index, Json.text(item, "type")).whole(item);
        }
    }

    /** A server may forget to announce an item, or give a number twice. */
    private StreamedItem item(int index, String type) {
        StreamedItem item = current.get(index);
        if (item == null || !item.is(type)) {
            boolean call = StreamedItem.isCall(type);
            item = new StreamedItem(type, calls, text, out);
            calls += call ? 1 : 0;
            all.add(item);
            current.put(index, item);
        }
        return item;
    }

    ArrayNode json() {
        ArrayNode json = Json.MAPPER.createArrayNode();
        all.forEach(item -> json.add(item.json()));
        return json;
    }

    void flush(ChatReply reply) {
        text.flush();
        all.forEach(item -> item.flush(reply));
    }
}
