package io.cascadeflow.camel.gateway.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.Ending;
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
    private final OpenBlocks blocks = new OpenBlocks();
    private String model;
    private TokenUsage usage = TokenUsage.of(0, 0);
    private Ending ending = Ending.of(FinishReason.UNKNOWN);
    private boolean begun;

    /**
     * @param id of the message, unique
     * @param model that was asked: who answers is told as soon as it is known
     */
    public MessageEvents(String id, String model) {
        this.id = id;
        this.model = model;
    }

    /** What the client is told of {@code event}; each has its name in the field {@code type}. */
    public List<ObjectNode> of(ReplyEvent event) {
        if (event instanceof ReplyEvent.Start start && !start.model().isEmpty()) {
            model = start.model();
        }
        List<ObjectNode> told = new ArrayList<>(3);
        begin(told);
        if (event instanceof ReplyEvent.Usage account) {
            usage = account.usage();
        } else if (event instanceof ReplyEvent.Finish finish) {
            ending = finish.ending();
        } else {
            blocks.tell(event, told);
        }
        return told;
    }

    /**
     * What comes after the last event.
     *
     * @param account what the answer came to; absent for none
     */
    public List<ObjectNode> end(@Nullable ObjectNode account) {
        List<ObjectNode> told = new ArrayList<>(4);
        begin(told);
        blocks.close(told);
        ObjectNode last = WireJson.object().put("type", "message_delta");
        MessageJson.addEnding(ending, last.putObject("delta"));
        last.set("usage", MessageJson.usage(usage));
        if (account != null) {
            last.set("cascadeflow", account);
        }
        told.add(last);
        told.add(WireJson.object().put("type", "message_stop"));
        return told;
    }

    private void begin(List<ObjectNode> told) {
        if (begun) {
            return;
        }
        begun = true;
        ObjectNode message = MessageJson.begun(id, model);
        message.set("usage", MessageJson.usage(null));
        ObjectNode start = WireJson.object().put("type", "message_start");
        start.set("message", message);
        told.add(start);
    }
}
