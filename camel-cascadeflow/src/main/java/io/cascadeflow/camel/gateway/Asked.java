package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ReplyEvent;
import org.jspecify.annotations.Nullable;

/** One client's question, and the form of its answer. Immutable but for the streams that it begins. */
public interface Asked {

    /** Whom it asks, as the client names it. */
    String model();

    ChatRequest request();

    /** Whether the client wants the answer piece by piece. */
    boolean streamed();

    /** A whole answer; its model is what {@code reply} says. */
    ObjectNode answer(ChatReply reply);

    /** The beginning of a streamed answer. */
    Stream stream();

    /** One streamed answer, as text of an event stream. Not thread-safe. */
    interface Stream {

        /** May be empty. */
        String of(ReplyEvent event);

        /**
         * After the last event.
         *
         * @param account what the answer came to, for the field {@code cascadeflow} of the last message; absent for none
         */
        String end(@Nullable ObjectNode account);

        /** Where the answer fails after it began. */
        String error(Fault fault, String requestId);

        /** Whether the API has an event for an answer that failed, after which a stream is over as after any other. */
        default boolean hasFailedEvent() {
            return false;
        }

        /** Something that clients skip, to keep the connection. */
        String waiting();
    }
}
