package io.cascadeflow.benchmarks.gateway.client;

import org.jspecify.annotations.Nullable;

/** What {@link Clients} ask, and who hears what came of it; all on their one thread. */
public interface Talker {

    /** What this client asks next, on the same connection; absent when it has nothing more to ask. */
    @Nullable
    Question next(int client);

    void answered(Question question, Answer answer);

    /** @param why the connection ended, or could not be had, or what came was no answer */
    void failed(Question question, String why);

    /**
     * The connection ended within an answer.
     *
     * @param begun what had come of it
     */
    default void brokenOff(Question question, Answer begun, String why) {
        failed(question, why);
    }

    /** The client went away as it had planned. */
    default void left(Question question) {}
}
