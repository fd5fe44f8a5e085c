package io.cascadeflow.camel.gateway.openai.responses;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts items together to messages: what an assistant thought, said and called stands in items of its own here, and in one message
 * elsewhere. For one request; not thread-safe.
 */
final class Conversation {

    private final List<ChatMessage> messages = new ArrayList<>();
    private final List<ContentPart> content = new ArrayList<>();
    private final List<ToolCall> calls = new ArrayList<>();
    private boolean spoken;

    void add(ChatMessage message) {
        endTurn();
        messages.add(message);
    }

    /** Thoughts come before what they led to. */
    void thought(List<ContentPart.Reasoning> thoughts) {
        if (!calls.isEmpty() || spoken) {
            endTurn();
        }
        content.addAll(thoughts);
    }

    /** A second text is a message of its own, unless calls whose results are to follow stand before it. */
    void said(List<ContentPart> parts) {
        if (spoken && calls.isEmpty()) {
            endTurn();
        }
        content.addAll(parts);
        spoken = true;
    }

    void called(ToolCall call) {
        calls.add(call);
    }

    List<ChatMessage> messages() {
        endTurn();
        return messages;
    }

    private void endTurn() {
        if (spoken || !calls.isEmpty() || !content.isEmpty()) {
            messages.add(new ChatMessage(Role.ASSISTANT, content, calls, null));
        }
        content.clear();
        calls.clear();
        spoken = false;
    }
}
