package io.cascadeflow.camel.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.camel.gateway.Events;
import io.cascadeflow.camel.gateway.Fault;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question in the form of Chat Completions.
 *
 * @param withUsage whether a stream ends with what it consumed
 * @param at when it came
 */
record AskedCompletion(String model, ChatRequest request, boolean streamed, boolean withUsage, Instant at)
        implements Asked {

    private CompletionHead head(String served) {
        return new CompletionHead("chatcmpl-" + UUID.randomUUID(), at, served);
    }

    @Override
    public ObjectNode answer(ChatReply reply) {
        return ChatCompletion.of(
                head(reply.model()), request.output().logprobs() ? reply : reply.withLogprobs(Logprobs.ABSENT));
    }

    @Override
    public Stream stream() {
        ChatChunks chunks =
                new ChatChunks(head(model), withUsage, request.output().logprobs());
        return new Stream() {
            @Override
            public String of(ReplyEvent event) {
                return joined(chunks.of(event));
            }

            @Override
            public String end(@Nullable ObjectNode account) {
                return joined(chunks.last(account)) + "data: [DONE]\n\n";
            }

            @Override
            public String error(Fault fault, String requestId) {
                return Events.event(OpenAiError.body(fault));
            }

            @Override
            public String waiting() {
                return Events.COMMENT;
            }
        };
    }

    private static String joined(Iterable<JsonNode> chunks) {
        StringBuilder text = new StringBuilder();
        chunks.forEach(chunk -> text.append(Events.event(chunk)));
        return text.toString();
    }
}
