package io.cascadeflow.camel.gateway.anthropic;

import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.model.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code messages}. Two of one side in a row are taken as they come. */
final class MessagesReader {

    private MessagesReader() {}

    static List<ChatMessage> read(JsonFields body) {
        List<ChatMessage> all = new ArrayList<>();
        for (JsonFields message : body.objects("messages")) {
            message.only(Set.of("role", "content"));
            if (!message.has("content")) {
                throw message.wrong("content", "is missing");
            }
            switch (message.requiredText("role")) {
                case "user" -> all.addAll(UserMessage.read(message));
                case "assistant" -> {
                    if (all.isEmpty()) {
                        throw message.wrong("role", "is 'assistant'; the first message is the user's");
                    }
                    all.add(AssistantMessage.read(message));
                }
                default -> throw message.unknown("role", "user or assistant; instructions go into system");
            }
        }
        if (all.isEmpty()) {
            throw body.wrong("messages", "is missing or empty; begin with a message of the user");
        }
        return all;
    }
}
