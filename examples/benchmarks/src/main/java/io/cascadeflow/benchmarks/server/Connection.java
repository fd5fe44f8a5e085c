package io.cascadeflow.benchmarks.server;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client of a {@link LoopbackServer}: reads requests one after the other, however they are cut into packets. */
public final class Connection {

    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);

    private final SocketChannel client;
    private final StringBuilder received = new StringBuilder();
    private final ByteBuffer buffer = ByteBuffer.allocate(4096);
    private boolean whole;

    /** What reading came to. */
    enum Progress {
        PART,
        REQUEST,
        CLOSED
    }

    Connection(SocketChannel client) {
        this.client = client;
    }

    Progress read() {
        try {
            if (client.read(buffer.clear()) < 0) {
                return Progress.CLOSED;
            }
        } catch (IOException broken) {
            return Progress.CLOSED;
        }
        if (whole) {
            received.setLength(0);
            whole = false;
        }
        received.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        int head = received.indexOf("\r\n\r\n");
        if (head < 0 || received.length() < head + 4 + length(head)) {
            return Progress.PART;
        }
        whole = true;
        return Progress.REQUEST;
    }

    private int length(int head) {
        Matcher length = LENGTH.matcher(received).region(0, head);
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    /** Whether the request that came last has this text. */
    public boolean says(String text) {
        return received.indexOf(text) >= 0;
    }

    /**
     * Writes as much as the socket's buffer has room for.
     *
     * @throws IOException when the client is gone
     */
    public void write(ByteBuffer bytes) throws IOException {
        client.write(bytes);
    }

    /** Breaks the connection off: the client sees a reset, no end. */
    public void reset() {
        try {
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException alreadyClosed) {
            // then it is broken
        }
        close();
    }

    public void close() {
        try {
            client.close();
        } catch (IOException alreadyClosed) {
            // that is what is wanted
        }
    }
}
