package io.cascadeflow.model;

/**
 * One piece of a reply on its way. A stream is one {@link Start}, then pieces of content, then one {@link Finish}; a
 * {@link Usage} can stand anywhere after the start. A stream that fails has no finish: its failure is that of the call.
 */
public sealed interface ReplyEvent {

    /**
     * The provider has begun to answer.
     *
     * @param id the provider's id of the reply; empty when it gave none
     * @param model the model that serves it, as the provider names it
     */
    record Start(String id, String model) implements ReplyEvent {}

    /**
     * A piece of the answer's text.
     *
     * @param text not empty; pieces never split a character
     * @param logprobs of the tokens of this piece, or their absence
     */
    record Text(String text, Logprobs logprobs) implements ReplyEvent {}

    /** A piece of readable reasoning; not empty. */
    record Reasoning(String text) implements ReplyEvent {}

    /** The provider's seal of a thought, at its end: of the reasoning that came since the last one, which may be none. */
    record ReasoningSignature(String signature) implements ReplyEvent {}

    /** A whole thought that is opaque, as the provider wants it back. */
    record RedactedReasoning(String data) implements ReplyEvent {}

    /**
     * The model begins to call a tool.
     *
     * @param index which call of this reply, from 0
     * @param id the call's id; made up by us where the provider gives none
     */
    record ToolCallStart(int index, String id, String name) implements ReplyEvent {}

    /**
     * A piece of a call's arguments: the pieces of one call, joined, are its JSON.
     *
     * @param index that of the call's start
     * @param fragment not empty
     */
    record ToolCallArguments(int index, String fragment) implements ReplyEvent {}

    /** A piece of the words of a refusal, where the provider tells them apart from an answer's; not empty. */
    record Refusal(String text) implements ReplyEvent {}

    /** What the call has consumed so far, all of it: each account replaces the one before. */
    record Usage(TokenUsage usage) implements ReplyEvent {}

    /** The model has stopped. */
    record Finish(Ending ending) implements ReplyEvent {

        public Finish(FinishReason reason) {
            this(Ending.of(reason));
        }

        public FinishReason reason() {
            return ending.reason();
        }
    }
}
