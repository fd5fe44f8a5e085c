package io.cascadeflow.confidence;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer that a gate judges, with the question it answers. Sync calls, streams and replay all make it in the same way,
 * so the same draft gets the same decision everywhere.
 *
 * @param others further samples of the same model for the same question; usually none
 * @param domain the subject that the caller named; absent when nobody did
 */
public record Draft(
        ChatRequest request,
        ChatReply reply,
        List<ChatReply> others,
        @Nullable String domain) {

    public Draft {
        others = List.copyOf(others);
    }

    public Draft(ChatRequest request, ChatReply reply) {
        this(request, reply, List.of(), null);
    }

    /** A bare question and a bare answer, as a step that is not one of our endpoints gives them. */
    public static Draft of(String question, String answer) {
        return new Draft(ChatRequest.of(question), ChatReply.of("", answer));
    }
}
