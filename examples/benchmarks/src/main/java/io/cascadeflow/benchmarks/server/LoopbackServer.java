package io.cascadeflow.benchmarks.server;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * A server with one thread, however many clients. It prints its port, serves on loopback and ends when its standard input
 * does, so that it never outlives the measurement that started it.
 */
public final class LoopbackServer {

    private static final int BACKLOG = 10_000;

    private final Answers answers;

    public LoopbackServer(Answers answers) {
        this.answers = answers;
    }

    /** Never returns. */
    public void run() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open();
                Selector selector = Selector.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
            endWithStandardInput();
            while (true) {
                selector.select(key -> serve(server, selector, key), millisTo(answers.sendDue()));
            }
        }
    }

    private static void endWithStandardInput() {
        Thread watcher = new Thread(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException closed) {
                // as good as its end
            }
            Runtime.getRuntime().halt(0);
        });
        watcher.setDaemon(true);
        watcher.start();
    }

    /** For {@code select}: 0 would wait for ever. */
    private static long millisTo(long nanoTime) {
        return nanoTime == Answers.NEVER ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime()));
    }

    private void serve(ServerSocketChannel server, Selector selector, SelectionKey key) {
        if (key.isAcceptable()) {
            accept(server, selector);
        } else if (key.isReadable()) {
            read(key, (Connection) key.attachment());
        }
    }

    private static void accept(ServerSocketChannel server, Selector selector) {
        try {
            for (SocketChannel client = server.accept(); client != null; client = server.accept()) {
                client.configureBlocking(false);
                // else the kernel holds a small piece back until the client has confirmed the one before
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                client.register(selector, SelectionKey.OP_READ, new Connection(client));
            }
        } catch (IOException gone) {
            System.err.println("a client could not be accepted: " + gone.getMessage());
        }
    }

    private void read(SelectionKey key, Connection connection) {
        switch (connection.read()) {
            case REQUEST -> answers.requested(connection);
            case CLOSED -> {
                long noticed = System.nanoTime();
                key.cancel();
                connection.close();
                answers.gone(connection, noticed);
            }
            case PART -> {}
        }
    }
}
