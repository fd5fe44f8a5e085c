package io.cascadeflow.camel.gateway.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import java.time.Instant;
import java.util.UUID;

/**
 * A question in the form of legacy completions.
 *
 * @param at when it came
 */
record AskedText(String model, ChatRequest request, StreamOptions options, TextForm form, Instant at) implements Asked {

    @Override
    public boolean streamed() {
        return options.streamed();
    }

    private CompletionHead head(String served) {
        return new CompletionHead("cmpl-" + UUID.randomUUID(), at, served);
    }

    @Override
    public ObjectNode answer(ChatReply reply) {
        return TextCompletion.of(head(reply.model()), form, reply);
    }

    @Override
    public Stream stream() {
        return new TextChunks(head(model), form, options.withUsage());
    }
}
