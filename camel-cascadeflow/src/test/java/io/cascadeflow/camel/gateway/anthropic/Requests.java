package io.cascadeflow.camel.gateway.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.provider.WireJson;

/** Messages requests for tests, written with single quotes. */
final class Requests {

    static final String HELLO = "'model':'m','max_tokens':9000,'messages':[{'role':'user','content':'Hello'}]";

    private Requests() {}

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) WireJson.parse(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The fields of {@link #HELLO} with further ones, which win. */
    static ObjectNode with(String fields) {
        ObjectNode json = json("{" + HELLO + "}");
        json.setAll(json("{" + fields + "}"));
        return json;
    }

    static Asked read(ObjectNode json) {
        return new MessagesApi().read(json);
    }

    static ChatRequest request(String fields) {
        return read(with(fields)).request();
    }

    static ChatRequest messages(String messages) {
        return request("'messages':[" + messages + "]");
    }
}
