package io.cascadeflow.provider;

import io.cascadeflow.provider.FakeAnswer.Ending;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ServerSocketFactory;

/**
 * A scripted HTTP server on a loopback port, on raw sockets so that it can also misbehave: delay, fall silent, cut off, reset.
 * It plays its answers in order and repeats the last one; without a script every answer is an empty 200. It records what it
 * was asked and when, and notices clients that hang up. {@link FakeModel} makes the answers of a language model.
 *
 * <pre>{@code
 * try (FakeProvider fake = FakeProvider.start()) {
 *     fake.answer(FakeAnswer.empty(503).header("Retry-After", "1")).answer(FakeAnswer.json(200, "{}"));
 *     ... call fake.uri() ...
 *     assertThat(fake.requests()).hasSize(2);
 * }
 * }</pre>
 */
public final class FakeProvider implements AutoCloseable {

    private static final int BACKLOG = 1_000;

    private final ServerSocket server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Function<FakeRequest, FakeAnswer>> script = new ConcurrentLinkedQueue<>();
    private final List<FakeRequest> requests = new CopyOnWriteArrayList<>();
    private final List<HangUp> hangUps = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Semaphore received = new Semaphore(0);
    private final Semaphore abandoned = new Semaphore(0);
    private volatile Function<FakeRequest, FakeAnswer> last = request -> FakeAnswer.empty(200);

    /** A client that gave up an unfinished answer. */
    public record HangUp(FakeRequest request, Instant at) {}

    private FakeProvider(ServerSocket server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        threads.execute(this::accept);
    }

    public static FakeProvider start() {
        return start(ServerSocketFactory.getDefault(), "http");
    }

    /** A server of this factory's sockets, for TLS. */
    public static FakeProvider start(ServerSocketFactory sockets, String scheme) {
        try {
            return new FakeProvider(sockets.createServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1")), scheme);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /** Adds an answer to the script. */
    public FakeProvider answer(FakeAnswer answer) {
        return answer(request -> answer);
    }

    /** Adds an answer that depends on the request. The last of the script answers all further requests. */
    public FakeProvider answer(Function<FakeRequest, FakeAnswer> answer) {
        script.add(answer);
        return this;
    }

    /** The server's root, without a slash at the end. */
    public URI uri() {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort());
    }

    /** All requests so far, in the order of their arrival. */
    public List<FakeRequest> requests() {
        return List.copyOf(requests);
    }

    /** The clients that gave up so far, in that order. */
    public List<HangUp> hangUps() {
        return List.copyOf(hangUps);
    }

    public FakeRequest onlyRequest() {
        if (requests.size() != 1) {
            throw new AssertionError("expected one request, there were " + requests.size());
        }
        return requests.get(0);
    }

    /** How many connections are open just now. */
    public int connections() {
        return connections.size();
    }

    /** Whether one more request arrives within this time; each arrival counts once. */
    public boolean awaitRequest(Duration limit) throws InterruptedException {
        return received.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether a client hangs up on an unfinished answer within this time; each one counts once. */
    public boolean awaitAbandoned(Duration limit) throws InterruptedException {
        return abandoned.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket connection = server.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                threads.execute(() -> serve(connection));
            }
        } catch (IOException closing) {
            // the end of the server
        }
    }

    private void serve(Socket connection) {
        try (connection;
                InputStream in = new BufferedInputStream(connection.getInputStream())) {
            boolean isOpen = true;
            while (isOpen) {
                FakeRequest request = FakeRequest.read(in);
                isOpen = request != null && answer(connection, in, request);
            }
        } catch (IOException clientIsGone) {
            // nobody to tell
        } finally {
            connections.remove(connection);
        }
    }

    /** Whether the connection is for further requests. */
    private boolean answer(Socket connection, InputStream in, FakeRequest request) throws IOException {
        Function<FakeRequest, FakeAnswer> scripted = next();
        requests.add(request);
        received.release();
        FakeAnswer answer = scripted.apply(request);
        FakeConnection client = new FakeConnection(connection, in);
        boolean isThere = answer.ending() != Ending.NEVER && !client.hangsUpWithin(answer.delay());
        boolean wasSent = isThere && sent(client, answer);
        if (!wasSent || answer.ending() == Ending.STALL) {
            client.awaitHangUp(() -> abandoned(request));
            return false;
        }
        if (answer.ending() == Ending.CLOSE_ON_NEXT) {
            client.awaitNext();
        }
        return answer.ending() == Ending.KEEP_ALIVE;
    }

    private synchronized Function<FakeRequest, FakeAnswer> next() {
        Function<FakeRequest, FakeAnswer> scripted = script.poll();
        last = scripted == null ? last : scripted;
        return last;
    }

    /** Whether all that the answer wants to send was sent; not, when the client hung up before. */
    private static boolean sent(FakeConnection client, FakeAnswer answer) throws IOException {
        try {
            return client.send(answer);
        } catch (IOException hungUp) {
            if (answer.ending() == Ending.RESET) {
                throw hungUp;
            }
            return false;
        }
    }

    private void abandoned(FakeRequest request) {
        if (!server.isClosed()) {
            hangUps.add(new HangUp(request, Instant.now()));
            abandoned.release();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException alreadyClosed) {
            // that is what is wanted
        }
        threads.shutdownNow();
    }
}
