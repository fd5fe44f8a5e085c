package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.HttpStream;
import io.cascadeflow.provider.Transport;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * HTTP by the JDK's client: no thread waits while a model thinks, so thousands of calls can be in flight on a handful of
 * threads. Plain addresses get HTTP/1.1; secure ones HTTP/2 where the server has it.
 */
public final class JdkTransport implements Transport {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** More calls on the way than this are a fault, not a load. */
    private static final int MOST_CALLS = 50_000;

    private static final int THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final ExecutorService executor;
    private final Exchanges exchanges;
    private final HttpClient client;

    public JdkTransport() {
        this(HttpClient.newBuilder());
    }

    /**
     * @param settings TLS, proxy, authenticator; executor, redirects and connect timeout are set here
     */
    public JdkTransport(HttpClient.Builder settings) {
        this(settings, MOST_CALLS);
    }

    JdkTransport(HttpClient.Builder settings, int mostCalls) {
        executor = Executors.newFixedThreadPool(THREADS, Daemons.named("cascadeflow-http"));
        exchanges = new Exchanges("cascadeflow-http-timer", executor, mostCalls);
        client = settings.executor(executor)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public CompletableFuture<HttpReply> send(HttpCall call) {
        CompletableFuture<HttpReply> reply = exchanges.begin(call);
        if (!reply.isDone()) {
            JdkExchange exchange = new JdkExchange(call, reply, executor);
            exchanges.watch(call, reply, exchange::fail);
            start(call, reply, exchange::start);
        }
        return reply;
    }

    @Override
    public CompletableFuture<HttpStream> open(HttpCall call) {
        CompletableFuture<HttpStream> opened = new CompletableFuture<>();
        CompletableFuture<Void> over = exchanges.begin(call, opened);
        if (!over.isDone()) {
            JdkStream stream = new JdkStream(call, opened, over, executor);
            exchanges.watch(call, opened, stream::fail);
            start(call, over, stream::start);
        }
        return opened;
    }

    private void start(HttpCall call, CompletableFuture<?> exchange, Consumer<HttpClient> work) {
        try {
            work.accept(client);
        } catch (IllegalArgumentException unsendable) {
            exchange.completeExceptionally(Failures.unsendable(call, unsendable));
        } catch (RejectedExecutionException closed) {
            InFlight.end(exchange);
        }
    }

    /** Ends every call in flight. */
    @Override
    public void close() {
        exchanges.close();
        executor.shutdown();
    }
}
