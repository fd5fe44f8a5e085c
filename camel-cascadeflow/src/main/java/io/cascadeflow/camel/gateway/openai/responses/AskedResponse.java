package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;

/** A question in the form of the Responses API. */
record AskedResponse(String model, ChatRequest request, boolean streamed, ResponseHead head) implements Asked {

    @Override
    public ObjectNode answer(ChatReply reply) {
        ResponseHead served = head.servedBy(reply.model());
        return served.ended(Ending.of(reply.finishReason()), OutputItems.of(served, reply), reply.usage());
    }

    @Override
    public Stream stream() {
        return new ResponseStream(head);
    }
}
