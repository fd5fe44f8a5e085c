package io.cascadeflow.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for every memory of conversations. */
public abstract class ConversationMemoryContract {

    private static final ConversationKey CHAT = new ConversationKey("acme", "chat-1");

    /** An empty one. */
    protected abstract ConversationMemory memory();

    /** A further one over the same conversations. */
    protected abstract ConversationMemory sameOn(ConversationMemory memory);

    private static Turn turn(String id) {
        return new Turn(id, List.of(ChatMessage.user("question " + id), ChatMessage.assistant("answer " + id)));
    }

    @Test
    void whatIsKeptIsReadAsItWas() {
        ConversationMemory memory = memory();
        Turn turn = new Turn(
                "t1",
                List.of(
                        new ChatMessage(
                                Role.USER,
                                List.of(
                                        new ContentPart.Text("Ünï ☃ 𝄞"),
                                        new ContentPart.ImageUrl("https://x/y.png", "low")),
                                List.of(),
                                null),
                        new ChatMessage(
                                Role.ASSISTANT,
                                List.of(),
                                List.of(new ToolCall("c1", "look", "{\"a\": \"'\\\\\"}")),
                                null),
                        new ChatMessage(Role.TOOL, List.of(new ContentPart.Text("{}")), List.of(), "c1", true, null),
                        ChatMessage.assistant("done")));
        memory.add(CHAT, turn);
        assertThat(sameOn(memory).read(CHAT, 10)).containsExactly(turn);
    }

    @Test
    void theLastTurnsAreReadOldestFirst() {
        ConversationMemory memory = memory();
        IntStream.range(0, 5).forEach(i -> memory.add(CHAT, turn("t" + i)));
        assertThat(memory.read(CHAT, 2)).extracting(Turn::id).containsExactly("t3", "t4");
        assertThat(memory.read(CHAT, 99)).hasSize(5);
        assertThat(memory.read(new ConversationKey("acme", "chat-2"), 9)).isEmpty();
    }

    @Test
    void aTurnIsKeptOnce() {
        ConversationMemory memory = memory();
        memory.add(CHAT, turn("t1"));
        memory.add(CHAT, turn("t2"));
        sameOn(memory).add(CHAT, new Turn("t1", List.of(ChatMessage.user("again"))));
        assertThat(memory.read(CHAT, 9)).containsExactly(turn("t1"), turn("t2"));
    }

    @Test
    void aTurnIsFoundByItsIdAndByNobodyElses() {
        ConversationMemory memory = memory();
        IntStream.range(0, 40).forEach(i -> memory.add(CHAT, turn("t" + i)));
        assertThat(sameOn(memory).find(CHAT, "t3")).contains(turn("t3"));
        assertThat(memory.find(CHAT, "T3")).isEmpty();
        assertThat(memory.find(new ConversationKey("globex", "chat-1"), "t3")).isEmpty();
    }

    @Test
    void nobodyReadsOrForgetsWhatIsAnotherTenants() {
        ConversationMemory memory = memory();
        memory.add(CHAT, turn("t1"));
        for (String other : List.of("", "ACME", "acme2", "%", "' OR ''='", "acme\u0001")) {
            ConversationKey key = new ConversationKey(other, "chat-1");
            assertThat(memory.read(key, 9)).as(other).isEmpty();
            memory.forget(key);
            memory.add(key, turn("t1"));
            assertThat(memory.read(key, 9)).hasSize(1);
        }
        assertThat(memory.read(CHAT, 9)).hasSize(1);
    }

    @Test
    void whatIsForgottenIsGone() {
        ConversationMemory memory = memory();
        memory.add(CHAT, turn("t1"));
        memory.forget(CHAT);
        assertThat(sameOn(memory).read(CHAT, 9)).isEmpty();
        memory.add(CHAT, turn("t1"));
        assertThat(memory.read(CHAT, 9)).hasSize(1);
    }

    @Test
    void turnsThatComeAtOnceAreAllKeptOnce() throws Exception {
        ConversationMemory memory = memory();
        ConversationMemory other = sameOn(memory);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<?>> added = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Turn turn = turn("t" + i % 30);
            ConversationMemory one = i % 2 == 0 ? memory : other;
            added.add(threads.submit(() -> one.add(CHAT, turn)));
        }
        for (Future<?> each : added) {
            each.get();
        }
        threads.shutdown();
        Set<String> ids = new HashSet<>();
        memory.read(CHAT, 99).forEach(turn -> assertThat(ids.add(turn.id())).isTrue());
        assertThat(ids).hasSize(30);
    }

    @Test
    void aConversationHasAnId() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ConversationKey("acme", " "));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConversationKey("acme", "x".repeat(161)));
    }
}
