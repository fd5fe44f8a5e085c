package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.stream.TextEvents;
import java.util.function.Consumer;

/** The message that a stream's deltas make together. */
final class StreamedMessage {

    private final StreamedReasoning reasoning;
    private final StreamedContent content;
    private final StreamedCalls calls;

    StreamedMessage(boolean thinkTags, Consumer<ReplyEvent> out) {
        TextEvents text = new TextEvents(out);
        reasoning = new StreamedReasoning(text);
        content = new StreamedContent(thinkTags, text);
        calls = new StreamedCalls(out);
    }

    /** @param logprobs of the tokens of this delta */
    void add(JsonNode delta, Logprobs logprobs) {
        reasoning.add(delta);
        content.add(delta, logprobs);
        calls.add(delta);
    }

    void flush(ChatReply reply) {
        content.flush();
        calls.flush(reply.message().toolCalls());
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("role", "assistant");
        reasoning.write(json);
        content.write(json);
        calls.write(json);
        return json;
    }
}
