package io.cascadeflow.provider.bedrock;

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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The events of a stream as one reply. It ends with {@code metadata}, which tells the usage; a stream that lacks it has at least
 * to say why the model stopped. Unknown events are stepped over.
 */
final class ConverseAssembly implements Assembly {

    private final StreamSource source;
    private final Function<JsonNode, ChatReply> decoder;
    private final Consumer<ReplyEvent> out;
    private final ConverseBlocks blocks;
    private final ObjectNode whole = WireJson.object();
    private boolean begun;
    private boolean accounted;

    /**
     * @param decoder reads the JSON of a reply in one piece
     * @param out takes the events
     */
    ConverseAssembly(StreamSource source, Function<JsonNode, ChatReply> decoder, Consumer<ReplyEvent> out) {
        this.source = source;
        this.decoder = decoder;
        this.out = out;
        this.blocks = new ConverseBlocks(out);
    }

    @Override
    public void take(Frame frame) {
        if (frame.type().startsWith(EventStream.EXCEPTION)) {
            String name = frame.type().substring(EventStream.EXCEPTION.length());
            throw source.reported(ConverseErrors.inStream(name));
        }
        JsonNode event = event(frame.data());
        int index = event.path("contentBlockIndex").asInt();
        switch (frame.type()) {
            case "messageStart" -> begin();
            case "contentBlockStart" -> {
                begin();
                blocks.start(index, event.path("start"));
            }
            case "contentBlockDelta" -> {
                begin();
                blocks.add(index, event.path("delta"));
            }
            case "contentBlockStop" -> blocks.stop(index);
            case "messageStop" -> {
                begin();
                whole.set("stopReason", event.path("stopReason"));
            }
            case "metadata" -> {
                whole.set("usage", event.path("usage"));
                accounted = true;
            }
            default -> {
                // what is yet to be invented
            }
        }
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

    private void begin() {
        if (!begun) {
            begun = true;
            out.accept(new ReplyEvent.Start("", source.call().model()));
        }
    }

    @Override
    public boolean isFinished() {
        return whole.path("stopReason").isTextual();
    }

    @Override
    public boolean isComplete() {
        return isFinished() && accounted;
    }

    @Override
    public boolean mayEnd() {
        return isFinished();
    }

    @Override
    public ChatReply reply() {
        ObjectNode reply = whole.deepCopy();
        reply.putObject("output").putObject("message").set("content", blocks.json());
        return decoder.apply(reply);
    }

    @Override
    public void flush(ChatReply reply) {
        blocks.flush();
    }

    @Override
    public @Nullable TokenUsage account() {
        return ConverseReply.usage(whole.path("usage"));
    }
}
