package io.cascadeflow.cache;

import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.FinishReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer that was accepted once.
 *
 * @param at when
 * @param tier that gave it
 * @param outcome {@link Outcome#ACCEPTED} or {@link Outcome#ESCALATED}
 * @param confidence that it was accepted with, 0 to 1; absent when none was measured
 * @param provider of the model that gave it; empty when that is not known
 * @param requestedModel as the endpoint names it; empty when that is not known
 * @param whole whether the body was the whole reply; else its text
 * @param reply without usage, log-probabilities and thoughts
 */
public record CachedAnswer(
        Instant at,
        String tier,
        Outcome outcome,
        @Nullable Double confidence,
        String provider,
        String requestedModel,
        boolean whole,
        ChatReply reply) {

    public CachedAnswer {
        if (outcome != Outcome.ACCEPTED && outcome != Outcome.ESCALATED) {
            throw new IllegalArgumentException("an answer that is %s is not kept".formatted(outcome));
        }
        if (!isComplete(reply)) {
            throw new IllegalArgumentException("an answer that is not complete is not kept");
        }
        if (confidence != null && !(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence is %s; it is a probability, 0 to 1".formatted(confidence));
        }
    }

    /** Whether an answer may be kept at all: its end was reached, and nothing would be missing. */
    public static boolean isComplete(ChatReply reply) {
        boolean tools = !reply.message().toolCalls().isEmpty();
        boolean ended = tools
                ? reply.finishReason() == FinishReason.TOOL_CALLS || reply.finishReason() == FinishReason.STOP
                : reply.finishReason() == FinishReason.STOP && !reply.text().isBlank();
        // a provider wants the thoughts back together with the calls that they led to
        boolean whole = reply.message().content().stream()
                .allMatch(
                        part -> part instanceof ContentPart.Text || (part instanceof ContentPart.Reasoning && !tools));
        return ended && whole;
    }
}
