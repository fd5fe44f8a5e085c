package io.cascadeflow.camel.policy;

import io.cascadeflow.model.ChatRequest;
import java.util.OptionalDouble;
import org.apache.camel.Message;

/** What asking may cost. */
@FunctionalInterface
public interface Estimate {

    /** Nobody can tell. */
    Estimate UNKNOWN = (message, question) -> OptionalDouble.empty();

    /**
     * The most US dollars that the first call may cost; empty when that is not known.
     *
     * @param message with the headers of the question
     * @param question as it was read from the message
     */
    OptionalDouble mostUsd(Message message, ChatRequest question);
}
