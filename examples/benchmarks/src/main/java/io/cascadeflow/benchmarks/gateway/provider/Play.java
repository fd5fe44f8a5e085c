package io.cascadeflow.benchmarks.gateway.provider;

import io.cascadeflow.benchmarks.server.Connection;

/** What the made-up provider does with a question; the question itself says so, by {@link #words}. */
public enum Play {
    /** Answers. */
    ANSWER,
    /** Calls two tools. */
    TOOLS,
    /** Fails with the status 500. */
    BROKEN,
    /** Fails with the status 500 where the small model is asked. */
    BROKEN_SMALL,
    /** Fails with the status 429, and says when to come again. */
    BUSY,
    /** Resets the connection. */
    RESET,
    /** Never answers; a stream stops after its first piece. */
    STALL,
    /** Ends the connection in the middle of the answer. */
    CUT,
    /** Answers as an unsure model does. */
    UNSURE;

    private final String words =
            "[play " + name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + "]";

    /** What a prompt has in it so that it is played. */
    public String words() {
        return words;
    }

    static Play of(Connection asked) {
        for (Play play : values()) {
            if (asked.says(play.words)) {
                return play == BROKEN_SMALL ? (asked.says("\"model\":\"small\"") ? BROKEN : ANSWER) : play;
            }
        }
        return ANSWER;
    }
}
