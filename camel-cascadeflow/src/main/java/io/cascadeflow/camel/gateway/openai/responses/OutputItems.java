package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart.Reasoning;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.WireJson;
import java.util.List;

/** A whole answer as items: what was thought, what was said, what is called. */
final class OutputItems {

    private OutputItems() {}

    static ArrayNode of(ResponseHead head, ChatReply reply) {
        ArrayNode output = WireJson.array();
        List<Reasoning> thoughts = thoughts(head.form(), reply);
        if (!thoughts.isEmpty()) {
            output.add(ItemJson.reasoning(head.item("rs", 0), head.form(), thoughts));
        }
        if (!reply.text().isEmpty()) {
            output.add(ItemJson.message(head.item("msg", output.size()), "completed", content(head, reply)));
        }
        for (ToolCall call : reply.message().toolCalls()) {
            output.add(ItemJson.call(head.item("fc", output.size()), "completed", call));
        }
        return cut(output, Ending.of(reply.finishReason()));
    }

    private static List<Reasoning> thoughts(Form form, ChatReply reply) {
        return reply.message().content().stream()
                .filter(Reasoning.class::isInstance)
                .map(Reasoning.class::cast)
                .filter(thought -> form.withSeal()
                        || (!thought.redacted() && !thought.text().isEmpty()))
                .toList();
    }

    private static ArrayNode content(ResponseHead head, ChatReply reply) {
        ObjectNode part = reply.finishReason() == FinishReason.REFUSAL
                ? ItemJson.refusal(reply.text())
                : ItemJson.text(reply.text(), head.form().logprobs(reply.logprobs()));
        return WireJson.array().add(part);
    }

    /** Where an answer was cut, it was its last item that was not finished. */
    private static ArrayNode cut(ArrayNode output, Ending ending) {
        if (output.path(output.size() - 1) instanceof ObjectNode last && last.has("status")) {
            last.put("status", ending.ofItem());
        }
        return output;
    }
}
