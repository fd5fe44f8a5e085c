package io.cascadeflow.agent.memory;

import java.util.List;

/**
 * Keeps conversations. Implement it to keep them elsewhere, and bind it in the registry. It may block: it is called on a thread of
 * its own. Thread-safe, and safe to be used by several nodes where what is behind it is.
 */
public interface ConversationMemory {

    /** The last turns of a conversation, oldest first, {@code most} of them at most; empty when there is none. */
    List<Turn> read(ConversationKey key, int most);

    /** Keeps a turn as the last. One with an id that is there already is not kept again. */
    void add(ConversationKey key, Turn turn);

    /** Forgets a conversation. */
    void forget(ConversationKey key);
}
