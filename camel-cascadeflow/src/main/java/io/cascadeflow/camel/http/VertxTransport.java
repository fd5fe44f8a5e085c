package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.HttpStream;
import io.cascadeflow.provider.Transport;
import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.impl.ContextInternal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * HTTP/1.1 by Vert.x: no thread waits while a model thinks, and a call that came on an event loop stays on it, without a hand-over
 * between threads on its way to the provider and back. What follows a call that came from elsewhere runs on threads that may be
 * held up.
 */
public final class VertxTransport implements Transport {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int IDLE_SECONDS = 30;
    private static final int HEADER_BYTES = 64 * 1024;
    /** More calls on the way than this are a fault, not a load. */
    private static final int MOST_CALLS = 50_000;

    private static final int THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final EventLoops loops;
    private final Vertx vertx;
    private final HttpClientOptions options;
    private final ExecutorService executor;
    private final Exchanges exchanges;
    /** One for each event loop, so that it serves its own connections. */
    private final Map<EventLoop, HttpClient> clients = new ConcurrentHashMap<>();

    /** On the event loops of a context. */
    public VertxTransport(EventLoops loops) {
        this(loops, new HttpClientOptions(), MOST_CALLS);
    }

    /** @param settings TLS and proxy; pool, timeouts and limits are set here */
    VertxTransport(EventLoops loops, HttpClientOptions settings, int mostCalls) {
        this.loops = loops;
        vertx = loops.acquire();
        options = settings.setConnectTimeout(CONNECT_MILLIS)
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(HEADER_BYTES)
                .setMaxInitialLineLength(HEADER_BYTES);
        executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Daemons.named("cascadeflow-http"),
                // once closed, all calls are told: what comes late is for nobody
                new ThreadPoolExecutor.DiscardPolicy());
        exchanges = new Exchanges("cascadeflow-http-timer", executor, mostCalls);
    }

    @Override
    public CompletableFuture<HttpReply> send(HttpCall call) {
        CompletableFuture<HttpReply> reply = exchanges.begin(call);
        if (!reply.isDone()) {
            VertxExchange exchange = new VertxExchange(call, reply, after());
            exchanges.watch(call, reply, exchange::fail);
            begin(call, reply, exchange::start);
        }
        return reply;
    }

    @Override
    public CompletableFuture<HttpStream> open(HttpCall call) {
        CompletableFuture<HttpStream> opened = new CompletableFuture<>();
        CompletableFuture<Void> over = exchanges.begin(call, opened);
        if (!over.isDone()) {
            VertxStream stream = new VertxStream(call, opened, over, after());
            exchanges.watch(call, opened, stream::fail);
            begin(call, over, stream::start);
        }
        return opened;
    }

    /** Not before the loop has noticed which of its connections the other side has closed. */
    private void begin(HttpCall call, CompletableFuture<?> exchange, Consumer<HttpClient> work) {
        ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
        EventLoop loop = context.nettyEventLoop();
        Runnable start = () -> context.runOnContext(here -> start(call, exchange, loop, work));
        if (loop.inEventLoop()) {
            start.run();
        } else {
            // what a loop schedules itself comes after its next look at its connections
            loop.execute(() -> loop.schedule(start, 0, TimeUnit.NANOSECONDS));
        }
    }

    private void start(HttpCall call, CompletableFuture<?> exchange, EventLoop loop, Consumer<HttpClient> work) {
        try {
            if (!exchange.isDone()) {
                work.accept(clients.computeIfAbsent(loop, itself -> newClient()));
            }
        } catch (IllegalArgumentException unsendable) {
            exchange.completeExceptionally(Failures.unsendable(call, unsendable));
        }
    }

    private HttpClient newClient() {
        return vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(MOST_CALLS))
                // each call is told what befalls its connection; else it would be logged, with words of the reply in it
                .withConnectHandler(connection -> connection.exceptionHandler(told -> {}))
                .build();
    }

    /** Where what follows a call goes on: who comes on an event loop knows not to hold it up. */
    private Executor after() {
        return Context.isOnEventLoopThread() ? Runnable::run : executor;
    }

    /** Ends every call in flight. */
    @Override
    public void close() {
        exchanges.close();
        clients.values().forEach(HttpClient::close);
        executor.shutdown();
        loops.release();
    }
}
