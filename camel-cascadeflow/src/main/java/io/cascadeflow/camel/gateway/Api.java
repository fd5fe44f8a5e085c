package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import org.jspecify.annotations.Nullable;

/** How the clients of one API ask and are answered. Pure and thread-safe, but for its streams. */
public interface Api {

    /** @throws IllegalArgumentException when the client asks for what cannot be had, naming the parameter */
    Asked read(JsonNode body);

    /** A whole answer. */
    JsonNode answer(String model, ChatReply reply);

    /** The beginning of a streamed answer. */
    Stream stream(Asked asked);

    /**
     * A failure.
     *
     * @param parameter that is wrong; absent when none is, or nobody knows which
     */
    JsonNode error(int status, String message, @Nullable String parameter);

    /** One streamed answer, as text of an event stream. Not thread-safe. */
    interface Stream {

        /** May be empty. */
        String of(ReplyEvent event);

        /** After the last event. */
        String end();

        /** Where the answer fails after it began. */
        String error(int status, String message);

        /** Something that clients skip, to keep the connection. */
        String waiting();
    }
}
