package io.cascadeflow.provider.recorded;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds recorded questions by exact match: a recorded conversation by all its messages, whatever is marked in them; a recorded prompt by the last
 * user's message, whatever instructions stand before it. Immutable.
 */
final class RecordedQuestions {

    private final Recording recording;
    private final Map<List<ChatMessage>, List<RecordedItem>> conversations = new HashMap<>();
    private final Map<String, List<RecordedItem>> prompts = new HashMap<>();

    RecordedQuestions(Recording recording) {
        this.recording = recording;
        for (RecordedItem item : recording.items()) {
            if (!item.hasText()) {
                continue;
            }
            ChatRequest asked = item.request();
            List<RecordedItem> same = item.wholeConversation()
                    ? conversations.computeIfAbsent(asked.messages(), key -> new ArrayList<>(1))
                    : prompts.computeIfAbsent(asked.question(), key -> new ArrayList<>(1));
            same.add(item);
        }
    }

    Recording recording() {
        return recording;
    }

    /** Every item that asks this, in the recording's order; several when it was recorded several times. */
    List<RecordedItem> matching(ChatRequest request) {
        List<ChatMessage> said =
                request.messages().stream().map(ChatMessage::unmarked).toList();
        List<RecordedItem> whole = conversations.get(said);
        return whole != null ? whole : prompts.getOrDefault(request.question(), List.of());
    }
}
