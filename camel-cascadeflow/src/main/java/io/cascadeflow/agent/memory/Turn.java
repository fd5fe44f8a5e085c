package io.cascadeflow.agent.memory;

import io.cascadeflow.model.ChatMessage;
import java.util.List;

/**
 * What was said from one question to its answer, the calls of tools between them included. Immutable.
 *
 * @param id the same when the same question is asked again
 */
public record Turn(String id, List<ChatMessage> messages) {
    public Turn {
        messages = List.copyOf(messages);
    }
}
