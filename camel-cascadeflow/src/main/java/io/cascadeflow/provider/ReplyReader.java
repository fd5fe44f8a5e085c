package io.cascadeflow.provider;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one streamed reply of a wire protocol, in whatever pieces its bytes come. Used by one thread at a time.
 *
 * <p>The reply that it makes in the end is what the same answer in one piece would have been read as.
 */
public interface ReplyReader {

    /**
     * The events that these bytes complete; empty when they end in the middle of one.
     *
     * @param bytes any piece of the body, decoded of any content encoding
     * @throws ProviderException when they are no stream of this protocol, or report an error
     */
    List<ReplyEvent> read(byte[] bytes);

    /** Whether the reply is complete and nothing that is still to come matters. */
    boolean isComplete();

    /** Whether the model has stopped, so that only accounts (usage) can be missing. */
    boolean isFinished();

    /**
     * The whole reply, once all bytes are read. A reader that could not tell events before (as for a reply in one piece) has
     * told none: the caller tells {@link ReplyEvents#of} it.
     *
     * @throws ProviderException of kind {@code TRUNCATED} when the stream stopped before its terminal event
     */
    ChatReply reply();

    /**
     * What the provider said so far about what it consumed, or an estimate from what came, marked as such.
     *
     * @return absent when nothing came that could have cost
     */
    @Nullable
    TokenUsage usage();
}
