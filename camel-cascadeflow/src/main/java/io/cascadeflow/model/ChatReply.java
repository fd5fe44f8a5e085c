package io.cascadeflow.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered.
 *
 * @param id the provider's id of the reply; empty when it gave none
 * @param model the model that served it, as the provider names it; it may differ from the one asked
 * @param message the assistant's message: text, reasoning, tool calls
 * @param ending why the model stopped
 * @param usage what it consumed; absent when the provider did not say
 * @param logprobs token log-probabilities, or their absence
 * @param reportedCostUsd the provider's own bill for this call in US dollars; absent at most providers
 */
public record ChatReply(
        String id,
        String model,
        ChatMessage message,
        Ending ending,
        @Nullable TokenUsage usage,
        Logprobs logprobs,
        @Nullable BigDecimal reportedCostUsd) {

    public ChatReply {
        if (message.role() != Role.ASSISTANT) {
            throw new IllegalArgumentException("a reply is an assistant's message, this one is " + message.role());
        }
    }

    public ChatReply(
            String id,
            String model,
            ChatMessage message,
            FinishReason finishReason,
            @Nullable TokenUsage usage,
            Logprobs logprobs,
            @Nullable BigDecimal reportedCostUsd) {
        this(id, model, message, Ending.of(finishReason), usage, logprobs, reportedCostUsd);
    }

    /** A finished text answer with nothing else known about it. */
    public static ChatReply of(String model, String text) {
        return new ChatReply("", model, ChatMessage.assistant(text), FinishReason.STOP, null, Logprobs.ABSENT, null);
    }

    /** Why the model stopped. */
    public FinishReason finishReason() {
        return ending.reason();
    }

    /** The answer's text; empty when it is all tool calls. */
    public String text() {
        return message.text();
    }

    public ChatReply withMessage(ChatMessage message) {
        return new ChatReply(id, model, message, ending, usage, logprobs, reportedCostUsd);
    }

    public ChatReply withModel(String model) {
        return new ChatReply(id, model, message, ending, usage, logprobs, reportedCostUsd);
    }

    public ChatReply withUsage(@Nullable TokenUsage usage) {
        return new ChatReply(id, model, message, ending, usage, logprobs, reportedCostUsd);
    }

    public ChatReply withFinishReason(FinishReason finishReason) {
        return new ChatReply(id, model, message, Ending.of(finishReason), usage, logprobs, reportedCostUsd);
    }

    public ChatReply withLogprobs(Logprobs logprobs) {
        return new ChatReply(id, model, message, ending, usage, logprobs, reportedCostUsd);
    }
}
