package io.cascadeflow.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ChatMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryConversationsTest extends ConversationMemoryContract {

    @Override
    protected ConversationMemory memory() {
        return new MemoryConversations();
    }

    @Override
    protected ConversationMemory sameOn(ConversationMemory memory) {
        return memory;
    }

    @Test
    void whatWasNotUsedForLongestMakesRoom() {
        ConversationMemory memory = new MemoryConversations(2, 2);
        ConversationKey a = new ConversationKey("", "a");
        ConversationKey b = new ConversationKey("", "b");
        Turn turn = new Turn("t", List.of(ChatMessage.user("?")));
        memory.add(a, turn);
        memory.add(b, turn);
        memory.read(a, 1);
        memory.add(new ConversationKey("", "c"), turn);
        assertThat(memory.read(b, 1)).isEmpty();
        assertThat(memory.read(a, 1)).hasSize(1);
        memory.add(a, new Turn("t2", turn.messages()));
        memory.add(a, new Turn("t3", turn.messages()));
        assertThat(memory.read(a, 9)).extracting(Turn::id).containsExactly("t2", "t3");
    }
}
