package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.HttpStream;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.Transport;
import io.cascadeflow.provider.TransportErrors;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    private final int mostCalls;
    private final ExecutorService executor;
    private final ScheduledThreadPoolExecutor timer;
    private final HttpClient client;
    private final InFlight inFlight = new InFlight();

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
        this.mostCalls = mostCalls;
        executor = Executors.newFixedThreadPool(THREADS, Daemons.named("cascadeflow-http"));
        timer = Daemons.timer("cascadeflow-http-timer");
        client = settings.executor(executor)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public CompletableFuture<HttpReply> send(HttpCall call) {
        CompletableFuture<HttpReply> reply = inFlight.add();
        if (inFlight.size() > mostCalls) {
            reply.completeExceptionally(tooMany(call));
            return reply;
        }
        JdkExchange exchange = new JdkExchange(call, reply, executor);
        watch(call, reply, exchange::fail);
        try {
            exchange.start(client);
        } catch (IllegalArgumentException unsendable) {
            reply.completeExceptionally(Failures.unsendable(call, unsendable));
        } catch (RejectedExecutionException closed) {
            InFlight.end(reply);
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
        if (inFlight.size() > mostCalls) {
            over.completeExceptionally(tooMany(call));
            opened.completeExceptionally(tooMany(call));
            return opened;
        }
        JdkStream stream = new JdkStream(call, opened, over, executor);
        watch(call, opened, stream::fail);
        try {
            stream.start(client);
        } catch (IllegalArgumentException unsendable) {
            opened.completeExceptionally(Failures.unsendable(call, unsendable));
        } catch (RejectedExecutionException closed) {
            InFlight.end(opened);
        }
        return opened;
    }

    private ProviderException tooMany(HttpCall call) {
        String problem = "%d calls are on the way already; lower the load or add a node".formatted(mostCalls);
        return TransportErrors.of(Kind.OVERLOADED, call, problem, null);
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
        executor.shutdown();
    }
}
