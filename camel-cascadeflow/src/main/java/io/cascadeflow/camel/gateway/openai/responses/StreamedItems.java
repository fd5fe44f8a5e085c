package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.WireJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The items of one streamed answer. Thoughts and texts take turns, each a new item; calls may grow side by side, and are done when
 * the answer is. Not thread-safe.
 */
final class StreamedItems {

    private final ResponseHead head;
    private final EventLog log;
    private final List<StreamedItem> items = new ArrayList<>();
    private final Map<Integer, StreamedCall> calls = new LinkedHashMap<>();
    private @Nullable StreamedMessage message;
    private @Nullable StreamedThought thought;

    StreamedItems(ResponseHead head, EventLog log) {
        this.head = head;
        this.log = log;
    }

    void add(ReplyEvent event) {
        if (event instanceof ReplyEvent.Text text) {
            message().text(text.text(), head.form().logprobs(text.logprobs()));
        } else if (event instanceof ReplyEvent.Refusal refusal) {
            message().refusal(refusal.text());
        } else if (event instanceof ReplyEvent.Reasoning reasoning) {
            thought().text(reasoning.text());
        } else if (event instanceof ReplyEvent.ToolCallStart start) {
            closeTexts("completed");
            calls.put(start.index(), opened(new StreamedCall(place("fc"), start.id(), start.name())));
        } else if (event instanceof ReplyEvent.ToolCallArguments arguments && calls.containsKey(arguments.index())) {
            calls.get(arguments.index()).arguments(arguments.fragment());
        }
    }

    private StreamedMessage message() {
        if (message == null) {
            closeTexts("completed");
            message = opened(new StreamedMessage(place("msg")));
        }
        return message;
    }

    private StreamedThought thought() {
        if (thought == null) {
            closeTexts("completed");
            thought = opened(new StreamedThought(place("rs"), head.form()));
        }
        return thought;
    }

    private Place place(String prefix) {
        return new Place(log, head.item(prefix, items.size()), items.size());
    }

    private <T extends StreamedItem> T opened(T item) {
        items.add(item);
        item.open();
        return item;
    }

    private void closeTexts(String status) {
        if (message != null) {
            message.close(status);
            message = null;
        }
        if (thought != null) {
            thought.close(status);
            thought = null;
        }
    }

    /**
     * The answer has ended. Does nothing the second time.
     *
     * @param status of the item that it ended in
     */
    void close(String status) {
        closeTexts(status);
        List<StreamedCall> open = List.copyOf(calls.values());
        calls.clear();
        for (int i = 0; i < open.size(); i++) {
            open.get(i).close(i == open.size() - 1 ? status : "completed");
        }
    }

    /** All items, as far as they have come. */
    ArrayNode output() {
        ArrayNode output = WireJson.array();
        items.forEach(item -> output.add(item.json()));
        return output;
    }
}
