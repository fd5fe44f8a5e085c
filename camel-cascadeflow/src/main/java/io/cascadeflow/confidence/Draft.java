package io.cascadeflow.confidence;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer that a gate judges, with the question it answers. Sync calls, streams and replay all make it in the same way,
 * so the same draft gets the same decision everywhere.
 *
 * @param others further samples of the same model for the same question; usually none
 * @param context what is known beside question and answer
 */
public record Draft(ChatRequest request, ChatReply reply, List<ChatReply> others, DraftContext context) {

    public Draft {
        others = List.copyOf(others);
    }

    public Draft(ChatRequest request, ChatReply reply) {
        this(request, reply, List.of(), DraftContext.NONE);
    }

    /** With these signals beside those that were measured before. */
    public Draft withMeasured(Map<String, Double> further) {
        Map<String, Double> all = new HashMap<>(context.measured());
        all.putAll(further);
        return new Draft(request, reply, others, context.withMeasured(all));
    }

    /** A bare question and a bare answer, as a step that is not one of our endpoints gives them. */
    public static Draft of(String question, String answer) {
        return new Draft(ChatRequest.of(question), ChatReply.of("", answer));
    }
}
