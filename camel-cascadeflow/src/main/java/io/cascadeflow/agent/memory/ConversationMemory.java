package io.cascadeflow.agent.memory;

import java.util.List;
import java.util.Optional;

/**
 * Keeps conversations. Implement it to keep them elsewhere, and bind it in the registry. It may block: it is called on a thread of
 * its own. Thread-safe, and safe to be used by several nodes where what is behind it is.
 */
public interface ConversationMemory {

    /** Among so many of the last turns one is searched, where a memory knows no better way. */
    int MOST_SEARCHED = 1_000;

    /** The last turns of a conversation, oldest first, {@code most} of them at most; empty when there is none. */
    List<Turn> read(ConversationKey key, int most);

    /** The turn of an id; empty when it is not kept, or not any more. */
    default Optional<Turn> find(ConversationKey key, String turn) {
        return read(key, MOST_SEARCHED).stream()
                .filter(kept -> kept.id().equals(turn))
                .findFirst();
    }

    /** Keeps a turn as the last. One with an id that is there already is not kept again. */
    void add(ConversationKey key, Turn turn);

    /** Forgets a conversation. */
    void forget(ConversationKey key);
}
