package io.cascadeflow.camel.gateway.keys.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.keys.Refused;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the admin is told.
 *
 * @param status of HTTP
 * @param body a secret where a key was made: it is not to be logged, or cached on the way
 * @param retryAfter when to ask again; absent when there is no such time
 */
public record Answer(int status, ObjectNode body, @Nullable Duration retryAfter) {

    static Answer of(int status, ObjectNode body) {
        return new Answer(status, body, null);
    }

    /** @param parameter that is wrong; empty when none is */
    static Answer error(int status, String message, String parameter) {
        ObjectNode error = JsonNodeFactory.instance.objectNode().put("message", message);
        if (!parameter.isEmpty()) {
            error.put("param", parameter);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("error", error);
        return of(status, body);
    }

    static Answer of(Refused refused) {
        int status =
                switch (refused.reason()) {
                    case TOO_MANY_GUESSES -> 429;
                    case UNAVAILABLE -> 503;
                    default -> 401;
                };
        return new Answer(status, error(status, refused.message(), "").body, refused.retryAfter());
    }

    /** Without the body. */
    @Override
    public String toString() {
        return "Answer[status=%d]".formatted(status);
    }
}
