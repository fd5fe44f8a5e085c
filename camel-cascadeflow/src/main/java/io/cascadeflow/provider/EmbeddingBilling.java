package io.cascadeflow.provider;

import io.cascadeflow.budget.PromptBound;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.EmbeddingReply;
import io.cascadeflow.model.TokenUsage;
import java.time.Instant;

/**
 * A call for vectors. Nothing is generated, and nothing but the texts is read: their bytes bound their tokens. What is learned of
 * chats says nothing about it, nor it about them.
 */
final class EmbeddingBilling implements Billing<EmbeddingReply> {

    private final EmbeddingCall call;
    private final ChatRequest texts;

    EmbeddingBilling(EmbeddingCall call) {
        this.call = call;
        this.texts = ChatRequest.of(
                call.request().texts().stream().map(ChatMessage::user).toList());
    }

    @Override
    public Instant deadline() {
        return call.deadline();
    }

    @Override
    public String operation() {
        return "embeddings";
    }

    @Override
    public long mostInput() {
        return PromptBound.of(texts);
    }

    @Override
    public long mostOutput() {
        return 0;
    }

    @Override
    public Bill bill(EmbeddingReply reply) {
        return new Bill(reply.model(), usage(reply), null);
    }

    /** As the provider told it, else estimated. */
    TokenUsage usage(EmbeddingReply reply) {
        return reply.usage() != null ? reply.usage() : TokenEstimate.of(texts);
    }
}
