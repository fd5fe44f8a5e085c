package io.cascadeflow.benchmarks.gateway.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One client's connection, which is opened when it is needed. */
final class Line {

    private final int client;
    private final int port;
    private final Selector selector;
    private final ByteBuffer buffer;
    private AnswerReader reader = new AnswerReader();
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private @Nullable Question asked;
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private long sent;
    private long first;

    /** @param buffer to read into; shared by all, as they are read one after the other */
    Line(int client, int port, Selector selector, ByteBuffer buffer) {
        this.client = client;
        this.port = port;
        this.selector = selector;
        this.buffer = buffer;
    }

    int client() {
        return client;
    }

    /** What waits for an answer; absent when nothing does. */
    @Nullable
    Question asked() {
        return asked;
    }

    /** @throws IOException when there is no connection, or no more */
    void ask(Question question) throws IOException {
        asked = question;
        if (channel == null) {
            connect();
        }
        unsent = ByteBuffer.wrap(question.bytes());
        sent = System.nanoTime();
        first = 0;
        flush();
    }

    private void connect() throws IOException {
        reader = new AnswerReader();
        SocketChannel opened = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        opened.configureBlocking(false);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel = opened;
        key = opened.register(selector, SelectionKey.OP_READ, this);
    }

    /** Sends what the server had no room for before. */
    void flush() throws IOException {
        if (channel != null && key != null) {
            channel.write(unsent);
            key.interestOps(
                    unsent.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    /**
     * Reads what there is.
     *
     * @return the answer, when it is whole
     * @throws IOException when the connection has ended
     */
    @Nullable
    Answer read() throws IOException {
        if (channel == null) {
            return null;
        }
        if (channel.read(buffer.clear()) < 0) {
            throw new IOException("the connection ended");
        }
        long now = System.nanoTime();
        first = first == 0 ? now : first;
        return reader.take(buffer.flip()) ? reader.whole(sent, first, now) : null;
    }

    /** What has come of the answer so far; absent before its head has. */
    @Nullable
    Answer begun() {
        return asked == null ? null : reader.begun(sent, first, System.nanoTime());
    }

    void answered() {
        asked = null;
    }

    void close() {
        asked = null;
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException alreadyClosed) {
            // that is what is wanted
        }
        channel = null;
        key = null;
    }
}
