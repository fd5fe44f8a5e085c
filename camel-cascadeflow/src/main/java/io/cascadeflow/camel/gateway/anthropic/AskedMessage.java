package io.cascadeflow.camel.gateway.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.camel.gateway.Events;
import io.cascadeflow.camel.gateway.Fault;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.WireJson;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A question in the form of Messages. */
record AskedMessage(String model, ChatRequest request, boolean streamed) implements Asked {

    /** Clients skip it wherever it stands, also before the message begins. */
    private static final String PING = Events.event("ping", WireJson.object().put("type", "ping"));

    private static String id() {
        return "msg_" + UUID.randomUUID();
    }

    @Override
    public ObjectNode answer(ChatReply reply) {
        return MessageJson.of(id(), reply.model(), reply);
    }

    @Override
    public Stream stream() {
        MessageEvents events = new MessageEvents(id(), model);
        return new Stream() {
            @Override
            public String of(ReplyEvent event) {
                return joined(events.of(event));
            }

            @Override
            public String end(@Nullable ObjectNode account) {
                return joined(events.end(account));
            }

            @Override
            public String error(Fault fault, String requestId) {
                return Events.event("error", AnthropicError.body(fault, requestId));
            }

            @Override
            public String waiting() {
                return PING;
            }
        };
    }

    private static String joined(Iterable<ObjectNode> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(Events.event(event.path("type").asText(), event)));
        return text.toString();
    }
}
