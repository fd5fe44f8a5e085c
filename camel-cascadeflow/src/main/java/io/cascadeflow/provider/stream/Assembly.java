package io.cascadeflow.provider.stream;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * Puts the messages of a stream together to the JSON that the provider would have sent in one piece, and tells whoever made
 * it the events of start and content that each of them brings. One for each wire protocol and reply; not thread-safe.
 */
public interface Assembly {

    /**
     * Takes the next message.
     *
     * @throws io.cascadeflow.provider.ProviderException when it reports an error or is not of this protocol
     */
    void take(Frame frame);

    /** Whether the model has stopped. */
    boolean isFinished();

    /** Whether the terminal message has come. */
    boolean isComplete();

    /** Whether a body that ends here, by HTTP's rules, ends well: without a terminal message that is not required. */
    boolean mayEnd();

    /** The whole reply, as the protocol reads one in one piece. */
    ChatReply reply();

    /**
     * Tells the events that waited for what could still have come.
     *
     * @param reply what {@link #reply} gave
     */
    void flush(ChatReply reply);

    /** What the provider has said about what it consumed until now; absent when it has said nothing. */
    @Nullable
    TokenUsage account();
}
