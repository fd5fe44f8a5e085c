package io.cascadeflow.camel.gateway.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.WireJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one streamed answer, in Anthropic's order: the message, its blocks one after the other, why it ended with the
 * usage, and its end. One for each answer; not thread-safe.
 */
public final class MessageEvents {

    private final String id;
    private final String model;
    private TokenUsage usage = TokenUsage.of(0, 0);
    private FinishReason reason = FinishReason.UNKNOWN;
    private boolean begun;
    private int blocks;
    private @Nullable String open;

    /**
     * @param id of the message, unique
     * @param model as the client is told
     */
    public MessageEvents(String id, String model) {
        this.id = id;
        this.model = model;
    }

    /** What the client is told of {@code event}; each has its name in the field {@code type}. */
    public List<ObjectNode> of(ReplyEvent event) {
        List<ObjectNode> told = new ArrayList<>(3);
        begin(told);
        if (event instanceof ReplyEvent.Usage account) {
            usage = account.usage();
        } else if (event instanceof ReplyEvent.Finish finish) {
            reason = finish.reason();
        } else if (event instanceof ReplyEvent.Text text) {
            say("text", "text", text.text(), told);
        } else if (event instanceof ReplyEvent.Refusal refusal) {
            say("text", "text", refusal.text(), told);
        } else if (event instanceof ReplyEvent.Reasoning thought) {
            say("thinking", "thinking", thought.text(), told);
        } else if (event instanceof ReplyEvent.ToolCallStart start) {
            tool(start, told);
        } else if (event instanceof ReplyEvent.ToolCallArguments arguments) {
            told.add(delta("input_json_delta", "partial_json", arguments.fragment()));
        }
        return told;
    }

    /** What comes after the last event. */
    public List<ObjectNode> end() {
        List<ObjectNode> told = new ArrayList<>(4);
        begin(told);
        close(told);
        ObjectNode last = event("message_delta");
        last.putObject("delta")
                .put("stop_reason", MessageJson.stopReason(reason))
                .putNull("stop_sequence");
        last.set("usage", MessageJson.usage(usage));
        told.add(last);
        told.add(event("message_stop"));
        return told;
    }

    private void begin(List<ObjectNode> told) {
        if (begun) {
            return;
        }
        begun = true;
        ObjectNode message = MessageJson.begun(id, model);
        message.set("usage", MessageJson.usage(null));
        ObjectNode start = event("message_start");
        start.set("message", message);
        told.add(start);
    }

    private void say(String block, String field, String piece, List<ObjectNode> told) {
        if (!block.equals(open)) {
            open(block, WireJson.object().put("type", block).put(field, ""), told);
        }
        told.add(delta(block + "_delta", field, piece));
    }

    private void tool(ReplyEvent.ToolCallStart start, List<ObjectNode> told) {
        ObjectNode block =
                WireJson.object().put("type", "tool_use").put("id", start.id()).put("name", start.name());
        block.putObject("input");
        open("tool_use", block, told);
    }

    private void open(String kind, ObjectNode block, List<ObjectNode> told) {
        close(told);
        open = kind;
        ObjectNode start = event("content_block_start").put("index", blocks);
        start.set("content_block", block);
        told.add(start);
    }

    private void close(List<ObjectNode> told) {
        if (open != null) {
            told.add(event("content_block_stop").put("index", blocks));
            open = null;
            blocks++;
        }
    }

    private ObjectNode delta(String kind, String field, String piece) {
        ObjectNode json = event("content_block_delta").put("index", blocks);
        json.putObject("delta").put("type", kind).put(field, piece);
        return json;
    }

    private static ObjectNode event(String name) {
        return WireJson.object().put("type", name);
    }
}
