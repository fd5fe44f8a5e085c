package io.cascadeflow.camel.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** The text of a reply as bytes, as they come: for components that write an {@link InputStream} on as they read it. */
public final class TextStream extends InputStream {

    private final ReplyStream stream;
    private final Iterator<Object> pieces;
    private byte[] piece = {};
    private int at;

    /** @throws IllegalStateException when the reply is taken already */
    public TextStream(ReplyStream stream) {
        this.stream = stream;
        pieces = stream.iterator();
    }

    @Override
    public int read() throws IOException {
        return fill() ? piece[at++] & 0xFF : -1;
    }

    /** Waits for one piece at most. */
    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int taken = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, to, offset, taken);
        at += taken;
        return taken;
    }

    @Override
    public int available() {
        return piece.length - at;
    }

    private boolean fill() throws IOException {
        try {
            while (at == piece.length && pieces.hasNext()) {
                piece = ReplyStream.textOf(pieces.next()).getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
        } catch (RuntimeException failure) {
            // whoever copies a stream knows of no other
            throw new IOException("the reply broke off: " + failure.getMessage(), failure);
        }
        return at < piece.length;
    }

    @Override
    public void close() {
        stream.close();
    }
}
