package io.cascadeflow.provider.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.WireJson;
import io.cascadeflow.provider.stream.Assembly;
import io.cascadeflow.provider.stream.Frame;
import io.cascadeflow.provider.stream.StreamSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The events of a message stream as one message. Unknown events are stepped over; only {@code message_stop} ends it. */
final class MessageAssembly implements Assembly {

    private final StreamSource source;
    private final Consumer<ReplyEvent> out;
    private final StreamedBlocks blocks;
    private final ObjectNode message = WireJson.object();
    private final ObjectNode usage = WireJson.object();
    private boolean begun;
    private boolean stopped;

    /** @param out takes the events */
    MessageAssembly(StreamSource source, Consumer<ReplyEvent> out) {
        this.source = source;
        this.out = out;
        this.blocks = new StreamedBlocks(out);
    }

    @Override
    public void take(Frame frame) {
        if (frame.data().isBlank()) {
            return;
        }
        JsonNode event = event(frame.data());
        String type = event.path("type").asText(frame.type());
        if (type.equals("error") || ErrorJson.isError(event)) {
            throw source.reported(ErrorJson.read(event));
        }
        take(type, event);
    }

    private JsonNode event(String data) {
        try {
            JsonNode event = WireJson.parse(data);
            if (event.isObject()) {
                return event;
            }
            throw source.unreadable("an event is not a JSON object", null);
        } catch (JsonProcessingException e) {
            throw source.unreadable("an event is not JSON", e);
        }
    }

    private void take(String type, JsonNode event) {
        int index = event.path("index").asInt(0);
        switch (type) {
            case "message_start" -> start(event.path("message"));
            case "content_block_start" -> {
                begin();
                blocks.start(index, event.path("content_block"));
            }
            case "content_block_delta" -> {
                begin();
                blocks.add(index, event.path("delta"));
            }
            case "content_block_stop" -> blocks.stop(index);
            case "message_delta" -> {
                keep(message, event.path("delta"));
                keep(usage, event.path("usage"));
            }
            case "message_stop" -> stopped = true;
            default -> {
                // ping, and what is yet to be invented
            }
        }
    }

    private void start(JsonNode start) {
        keep(message, start);
        keep(usage, start.path("usage"));
        begin();
    }

    /** Accounts are cumulative; what a later one does not repeat still holds. */
    private static void keep(ObjectNode target, JsonNode fields) {
        fields.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> target.set(field.getKey(), field.getValue()));
    }

    private void begin() {
        if (!begun) {
            begun = true;
            out.accept(new ReplyEvent.Start(
                    message.path("id").asText(""),
                    message.path("model").asText(source.call().model())));
        }
    }

    @Override
    public boolean isFinished() {
        return message.path("stop_reason").isTextual();
    }

    @Override
    public boolean isComplete() {
        return stopped;
    }

    @Override
    public boolean mayEnd() {
        return stopped;
    }

    @Override
    public ChatReply reply() {
        if (!begun) {
            throw source.unreadable("the stream has no message", null);
        }
        ObjectNode whole = message.deepCopy();
        whole.set("content", blocks.json());
        whole.set("usage", usage);
        return MessagesReply.read(whole, source.call().model());
    }

    @Override
    public void flush(ChatReply reply) {
        blocks.flush();
    }

    @Override
    public @Nullable TokenUsage account() {
        return UsageJson.read(usage).orElse(null);
    }
}
