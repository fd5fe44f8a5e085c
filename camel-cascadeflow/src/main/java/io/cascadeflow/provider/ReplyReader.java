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
     * @throws ProviderException when they are no stream of this protocol, or report an error, and no event came before that
     *     in these bytes
     */
    List<ReplyEvent> read(byte[] bytes);

    /**
     * Ends the reading: no byte is to come. Called once, unless reading failed.
     *
     * @return the events that waited for what could still have come: the last piece of text, the finish; all events of a
     *     reply in one piece
     * @throws ProviderException of kind {@code TRUNCATED} when the stream stopped before its terminal event
     */
    List<ReplyEvent> end();

    /**
     * How many bytes of data have come. Comments, blank lines and a provider's pings only keep the connection open and are not
     * counted, so a silent provider is one for which this number stands still. A failure that is still to be told by
     * {@link #end} does not change it.
     */
    long dataBytes();

    /**
     * Whether nothing that is still to come matters: the reply is complete, or has failed, which {@link #end} will tell.
     */
    boolean isComplete();

    /** Whether the model has stopped, so that only accounts (usage) can be missing. */
    boolean isFinished();

    /**
     * The whole reply, after {@link #end}.
     *
     * @throws ProviderException as {@link #end} does
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
