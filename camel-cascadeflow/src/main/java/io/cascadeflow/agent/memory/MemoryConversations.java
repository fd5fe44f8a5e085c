package io.cascadeflow.agent.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Conversations in the memory of one node, gone with it. The one that was not used for longest makes room. Thread-safe. */
public final class MemoryConversations implements ConversationMemory {

    private final int mostTurns;
    private final Map<ConversationKey, Deque<Turn>> all;

    public MemoryConversations() {
        this(1_000, 100);
    }

    /**
     * @param most conversations
     * @param mostTurns of each: the oldest make room
     */
    public MemoryConversations(int most, int mostTurns) {
        if (most < 1 || mostTurns < 1) {
            throw new IllegalArgumentException(
                    "room for %d conversations of %d turns is none".formatted(most, mostTurns));
        }
        this.mostTurns = mostTurns;
        this.all = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ConversationKey, Deque<Turn>> eldest) {
                return size() > most;
            }
        };
    }

    @Override
    public synchronized List<Turn> read(ConversationKey key, int most) {
        Deque<Turn> turns = all.get(key);
        return turns == null
                ? List.of()
                : turns.stream().skip(Math.max(0, turns.size() - most)).toList();
    }

    @Override
    public synchronized void add(ConversationKey key, Turn turn) {
        Deque<Turn> turns = all.computeIfAbsent(key, first -> new ArrayDeque<>());
        if (turns.stream().noneMatch(kept -> kept.id().equals(turn.id()))) {
            turns.addLast(turn);
        }
        while (turns.size() > mostTurns) {
            turns.removeFirst();
        }
    }

    @Override
    public synchronized void forget(ConversationKey key) {
        all.remove(key);
    }
}
