package io.cascadeflow.provider.stream;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the messages of a stream together to the JSON that the provider would have sent in one piece, and tells what each of
 * them brings. One for each wire protocol and reply; not thread-safe.
 */
public interface Assembly {

    /**
     * Takes the next message.
     *
     * @param events where what it brings is added; accounts and the finish are told by the caller
     * @throws io.cascadeflow.provider.ProviderException when it reports an error or is not of this protocol
     */
    void take(Frame frame, List<ReplyEvent> events);

    /** Whether the provider has begun to work. */
    boolean hasBegun();

    /** Whether the model has stopped. */
    boolean isFinished();

    /** Whether the terminal message has come. */
    boolean isComplete();

    /** Whether a body that ends here, by HTTP's rules, ends well: without a terminal message that is not required. */
    boolean mayEnd();

    /** The whole reply, as the protocol reads one in one piece. */
    ChatReply reply();

    /**
     * Adds the events that waited for what could still have come.
     *
     * @param reply what {@link #reply} gave
     */
    void flush(ChatReply reply, List<ReplyEvent> events);

    /** What the provider has said about what it consumed until now; absent when it has said nothing. */
    @Nullable
    TokenUsage account();

    /** The UTF-8 bytes that the model has generated: text, thoughts, calls. */
    long generatedBytes();
}
