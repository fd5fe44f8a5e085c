package io.cascadeflow.provider;

import io.cascadeflow.model.ChatReply;

/**
 * A chat model of another library, as {@link BeanChatProvider} asks it. Thread-safe. What it throws is made a
 * {@link ProviderException} of by {@link #failure}; of an exception of that class there is nothing to be made.
 */
public interface ModelBean {

    /** Whether it tells replies piece by piece. */
    boolean streams();

    /** Whether it gives replies in one piece; else they are put together of their pieces. */
    boolean givesWhole();

    /** Asks, and waits for the answer; interrupted when nobody waits for it any more. */
    ChatReply ask(ChatCall call) throws Exception;

    /**
     * Asks for an answer in pieces, and tells {@code reply}, on any thread, each of them and how it ended. Returns when it is
     * asked, or when all is told.
     */
    void stream(ChatCall call, PushedReply reply) throws Exception;

    /** What an exception of the library means. */
    ProviderException failure(BeanErrors errors, Throwable thrown);
}
