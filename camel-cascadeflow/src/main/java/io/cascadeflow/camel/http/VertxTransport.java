package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.HttpStream;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.Transport;
import io.cascadeflow.provider.TransportErrors;
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
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private final int mostCalls;
    private final ExecutorService executor;
    private final ScheduledThreadPoolExecutor timer;
    private final InFlight inFlight = new InFlight();
    /** One for each event loop, so that it serves its own connections. */
    private final Map<EventLoop, HttpClient> clients = new ConcurrentHashMap<>();

    /** On the event loops of a context. */
    public VertxTransport(EventLoops loops) {
        this(loops, new HttpClientOptions(), MOST_CALLS);
    }

    /** @param settings TLS and proxy; pool, timeouts and limits are set here */
    VertxTransport(EventLoops loops, HttpClientOptions settings, int mostCalls) {
        this.loops = loops;
        this.mostCalls = mostCalls;
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
        timer = Daemons.timer("cascadeflow-http-timer");
    }

    @Override
    public CompletableFuture<HttpReply> send(HttpCall call) {
        CompletableFuture<HttpReply> reply = inFlight.add();
        if (!isRefused(call, reply)) {
            VertxExchange exchange = new VertxExchange(call, reply, after());
            watch(call, reply, exchange::fail);
            begin(call, reply, exchange::start);
        }
        return reply;
    }

    @Override
    public CompletableFuture<HttpStream> open(HttpCall call) {
        CompletableFuture<HttpStream> opened = new CompletableFuture<>();
        CompletableFuture<Void> over = inFlight.add();
        // a head that nobody waits for any more leads to no body
        opened.whenComplete((head, failure) -> {
            if (failure != null) {
                InFlight.giveUp(over);
            }
        });
        over.whenComplete((nothing, failure) -> {
            if (failure != null) {
                opened.completeExceptionally(failure);
            }
        });
        if (!isRefused(call, over)) {
            VertxStream stream = new VertxStream(call, opened, over, after());
            watch(call, opened, stream::fail);
            begin(call, over, stream::start);
        }
        return opened;
    }

    private boolean isRefused(HttpCall call, CompletableFuture<?> exchange) {
        if (inFlight.size() > mostCalls) {
            String problem = "%d calls are on the way already; lower the load or add a node".formatted(mostCalls);
            ProviderException refusal = TransportErrors.of(Kind.OVERLOADED, call, problem, null);
            exchange.completeExceptionally(refusal);
        }
        return exchange.isDone();
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

    private void watch(HttpCall call, CompletableFuture<?> awaited, Consumer<Throwable> late) {
        Future<?> timeout = timer.schedule(
                // not on the timer's thread: what follows a failure may be anybody's code
                () -> executor.execute(() -> late.accept(new TimeoutException())),
                call.timeout().toNanos(),
                TimeUnit.NANOSECONDS);
        awaited.whenComplete((done, failure) -> timeout.cancel(false));
    }

    /** Ends every call in flight. */
    @Override
    public void close() {
        inFlight.close();
        timer.shutdownNow();
        clients.values().forEach(HttpClient::close);
        executor.shutdown();
        loops.release();
    }
}
