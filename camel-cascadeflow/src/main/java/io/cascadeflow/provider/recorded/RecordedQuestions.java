package io.cascadeflow.provider.recorded;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
                request.messages().stream().flatMap(RecordedQuestions::said).toList();
        List<RecordedItem> whole = conversations.get(said);
        return whole != null ? whole : prompts.getOrDefault(request.question(), List.of());
    }

    /** Without passages that stand before what is said: they are recorded beside it. Nothing where there is nothing else. */
    private static Stream<ChatMessage> said(ChatMessage message) {
        List<ContentPart> own = message.content().stream()
                .filter(part -> !(part instanceof ContentPart.Text text && text.material()))
                .toList();
        if (own.size() == message.content().size()) {
            return Stream.of(message.unmarked());
        }
        return own.isEmpty()
                ? Stream.empty()
                : Stream.of(new ChatMessage(
                                message.role(), own, message.toolCalls(), message.toolCallId(), message.failed(), null)
                        .unmarked());
    }
}
