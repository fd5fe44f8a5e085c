package io.cascadeflow.provider.stream;

import java.util.List;
import java.util.Optional;

/**
 * How a stream is cut into messages. Takes the bytes in any pieces, wherever they were cut, in time that grows with their
 * number and not with the number of pieces. Not thread-safe.
 */
public interface Framing {

    /** The longest line, and the longest message, in bytes: far above any that a provider sends. */
    int MAX_BYTES = 64 * 1024 * 1024;

    /**
     * The messages that these bytes complete.
     *
     * @throws io.cascadeflow.provider.ProviderException of kind {@code BAD_PAYLOAD} when a line is longer than
     *     {@link #MAX_BYTES}; nothing can be read after it
     */
    List<Frame> read(byte[] bytes);

    /** Whether the bytes so far end within a message. */
    boolean isWithinMessage();

    /** What there is of the message that the end of the stream cut off, or left without its ending. */
    Optional<Frame> rest();

    /** How many bytes of messages have come; what only keeps the connection open is not counted. */
    long dataBytes();
}
