package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.HttpStream;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.Transport;
import io.cascadeflow.provider.TransportErrors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * HTTP by Camel's {@code http} and {@code https} components: what is configured there (TLS, proxy, credentials, connection
 * pool) applies. Each call has a virtual thread where the JVM has them, else one of a bounded pool.
 *
 * <p>It asks the component for its HTTP client and uses that directly, not through a producer: only so can a call have a
 * timeout of its own and be aborted, and no header filter stands between a provider's headers and the wire.
 */
public final class CamelHttpTransport implements Transport {

    private final CamelClients clients;
    private final CallThreads threads;
    private final InFlight inFlight = new InFlight();
    private final ScheduledThreadPoolExecutor timer = Daemons.timer("cascadeflow-call-timer");

    /**
     * @param poolSize how many calls can be on the way on a JVM without virtual threads; as many again may wait
     */
    public CamelHttpTransport(CamelContext context, int poolSize) {
        this(context, CallThreads.of(poolSize));
    }

    CamelHttpTransport(CamelContext context, CallThreads threads) {
        this.threads = threads;
        clients = new CamelClients(context, threads.capacity());
    }

    @Override
    public CompletableFuture<HttpReply> send(HttpCall call) {
        CompletableFuture<HttpReply> reply = inFlight.add();
        ApacheExchange exchange = new ApacheExchange(call, reply);
        reply.whenComplete((done, failure) -> exchange.abort());
        watch(call, reply, exchange::fail);
        start(call, reply, () -> exchange.run(clients));
        return reply;
    }

    /** The reply's thread is its own until all of the body is taken. */
    @Override
    public CompletableFuture<HttpStream> open(HttpCall call) {
        CompletableFuture<HttpStream> opened = new CompletableFuture<>();
        CompletableFuture<Void> over = inFlight.add();
        ApacheStream stream = new ApacheStream(call, opened, over);
        // a head that nobody waits for any more leads to no body
        opened.whenComplete((head, failure) -> {
            if (failure != null) {
                InFlight.giveUp(over);
            }
        });
        watch(call, opened, stream::fail);
        start(call, over, () -> stream.run(clients));
        return opened;
    }

    private void watch(HttpCall call, CompletableFuture<?> awaited, Consumer<Throwable> late) {
        Future<?> timeout = timer.schedule(
                // not on the timer's thread: what follows a failure may be anybody's code
                () -> threads.late().execute(() -> late.accept(new TimeoutException())),
                call.timeout().toNanos(),
                TimeUnit.NANOSECONDS);
        awaited.whenComplete((done, failure) -> timeout.cancel(false));
    }

    private void start(HttpCall call, CompletableFuture<?> exchange, Supplier<Runnable> work) {
        try {
            Runnable takeBack = threads.start(work);
            exchange.whenComplete((done, failure) -> takeBack.run());
        } catch (RejectedExecutionException full) {
            exchange.completeExceptionally(TransportErrors.of(Kind.OVERLOADED, call, threads.refusal(), full));
        }
    }

    /** Ends every call in flight. */
    @Override
    public void close() {
        inFlight.close();
        timer.shutdownNow();
        threads.executor().shutdown();
        clients.close();
    }
}
