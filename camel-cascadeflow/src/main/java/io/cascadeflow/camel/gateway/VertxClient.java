package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.config.GatewayLimits;
import io.cascadeflow.camel.gateway.Fault.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request that came by Vert.x: read and answered on its event loop, where no thread waits. */
final class VertxClient implements Client {

    /** A client that still sends what nobody wants is listened to for so long, so that it reads why. */
    private static final long LINGER_MILLIS = 2_000;

    private final Vertx vertx;
    private final Context loop;
    /** An event loop has one, and what the server tells outside of a context comes by it too. */
    private final Thread thread = Thread.currentThread();

    private final Consumer<HttpConnection> ending;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final String path;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    /** On the event loop, before anything of the body is read. */
    VertxClient(Vertx vertx, HttpServerRequest request, Consumer<HttpConnection> ending) {
        this(vertx, request, request.path() == null ? "" : request.path(), ending);
    }

    /**
     * @param path as the gateway counts it, where it is mounted below something
     * @param ending is told of connections that serve no further request
     */
    VertxClient(Vertx vertx, HttpServerRequest request, String path, Consumer<HttpConnection> ending) {
        this.ending = ending;
        this.path = path;
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.request = request;
        this.response = request.response();
        request.pause();
        response.exceptionHandler(broken -> {});
        response.closeHandler(closed -> {
            if (!response.ended()) {
                gone.complete(null);
            }
        });
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public @Nullable String query() {
        return request.query();
    }

    @Override
    public @Nullable String header(String name) {
        String first = request.getHeader(name);
        if (first == null) {
            return null;
        }
        List<String> all = request.headers().getAll(name);
        return all.size() == 1 ? first : String.join(", ", all);
    }

    @Override
    public String address() {
        SocketAddress remote = request.remoteAddress();
        return remote == null || remote.hostAddress() == null ? "unknown" : remote.hostAddress();
    }

    @Override
    public CompletionStage<byte[]> body(GatewayLimits limits) {
        CompletableFuture<byte[]> whole = new CompletableFuture<>();
        onLoop(() -> {
            try {
                read(limits, whole);
            } catch (FaultException wrong) {
                whole.completeExceptionally(wrong);
            }
        });
        return whole;
    }

    private void read(GatewayLimits limits, CompletableFuture<byte[]> whole) {
        if (announced() > limits.bodyBytes()) {
            whole.completeExceptionally(tooLarge(limits));
            return;
        }
        Buffer read = Buffer.buffer();
        long timer = vertx.setTimer(limits.bodyTime().toMillis(), late -> {
            request.handler(null);
            whole.completeExceptionally(
                    new FaultException(Kind.SLOW_REQUEST, "the body did not come within " + limits.bodyTime()));
        });
        whole.whenComplete((body, failure) -> vertx.cancelTimer(timer));
        request.exceptionHandler(broken -> {
            whole.completeExceptionally(new FaultException(Kind.INVALID_REQUEST, "the body broke off"));
            flush();
        });
        request.handler(piece -> {
            if (read.length() + piece.length() > limits.bodyBytes()) {
                request.handler(null);
                whole.completeExceptionally(tooLarge(limits));
            } else {
                read.appendBuffer(piece);
            }
        });
        request.endHandler(end -> whole.complete(read.getBytes()));
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            response.writeContinue();
        }
        request.resume();
    }

    private long announced() {
        String length = request.getHeader("content-length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException noNumber) {
            throw new FaultException(Kind.INVALID_REQUEST, "content-length is no number");
        }
    }

    /** When the next chunk is none, the server closes the connection, and would take the answer with it. */
    private void flush() {
        if (request.connection() instanceof ConnectionBase connection) {
            connection.flush();
        }
    }

    private static FaultException tooLarge(GatewayLimits limits) {
        return new FaultException(
                Kind.TOO_LARGE, "the body is longer than the %d bytes that are read".formatted(limits.bodyBytes()));
    }

    @Override
    public void answer(int status, Map<String, String> headers, byte[] body) {
        onLoop(() -> {
            if (response.closed() || response.ended()) {
                return;
            }
            response.setStatusCode(status);
            headers.forEach(response::putHeader);
            boolean unread = hasBody() && !request.isEnded();
            boolean last =
                    (unread || "close".equals(headers.get("connection"))) && request.version() != HttpVersion.HTTP_2;
            if (last) {
                response.putHeader("connection", "close");
                ending.accept(request.connection());
            }
            Future<Void> sent = response.end(Buffer.buffer(body));
            if (unread) {
                flush();
                linger();
            } else if (last) {
                sent.onComplete(done -> request.connection().close());
            } else if (!request.isEnded()) {
                request.resume();
            }
        });
    }

    private boolean hasBody() {
        String length = request.getHeader("content-length");
        return length == null ? request.getHeader("transfer-encoding") != null : !length.equals("0");
    }

    /** Reads on for a moment without keeping anything: a connection that is closed at once takes the answer with it. */
    private void linger() {
        request.handler(piece -> {});
        request.resume();
        if (request.version() != HttpVersion.HTTP_2) {
            vertx.setTimer(LINGER_MILLIS, late -> request.connection().close());
        }
    }

    /** From here on by whatever thread has something to say: the server's own response puts that in order. */
    @Override
    public Outlet begin(Map<String, String> headers) {
        if (!response.closed()) {
            response.setChunked(request.version() != HttpVersion.HTTP_1_0);
            headers.forEach(response::putHeader);
        }
        return new Written();
    }

    /** A streamed answer. */
    private final class Written implements Outlet {

        /** As HTTP/2 numbers it; an older connection is closed. */
        private static final long INTERNAL_ERROR = 2;

        private static final CompletionStage<Void> AT_ONCE = CompletableFuture.completedFuture(null);

        @Override
        public CompletionStage<Void> write(String text) {
            if (gone.isDone() || response.closed()) {
                return AT_ONCE;
            }
            response.write(text);
            return response.writeQueueFull() ? room() : AT_ONCE;
        }

        /** Asked for on the loop: elsewhere there could be room again before anybody listens for it. */
        private CompletionStage<Void> room() {
            CompletableFuture<Void> room = new CompletableFuture<>();
            gone.thenRun(() -> room.complete(null));
            onLoop(() -> {
                if (response.writeQueueFull()) {
                    response.drainHandler(drained -> room.complete(null));
                } else {
                    room.complete(null);
                }
            });
            return room;
        }

        @Override
        public void end(String text, Map<String, String> trailers) {
            if (gone.isDone() || response.closed()) {
                return;
            }
            if (wantsTrailers()) {
                trailers.forEach(response::putTrailer);
            }
            response.end(text);
        }

        /**
         * Without the last chunk, and after a moment: who understands the last words leaves by itself, while a connection that is
         * closed at once takes them with it.
         */
        @Override
        public void breakOff(String text) {
            if (gone.isDone() || response.closed()) {
                return;
            }
            response.write(text)
                    .onComplete(sent -> vertx.setTimer(LINGER_MILLIS, late -> response.reset(INTERNAL_ERROR)));
        }

        private boolean wantsTrailers() {
            String accepted = request.getHeader("te");
            return accepted != null && accepted.contains("trailers") && response.isChunked();
        }
    }

    @Override
    public CompletableFuture<Void> gone() {
        return gone;
    }

    private void onLoop(Runnable work) {
        if (Thread.currentThread() == thread) {
            work.run();
        } else {
            loop.runOnContext(nothing -> work.run());
        }
    }
}
