package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.HttpStream;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.Transport;
import io.cascadeflow.provider.TransportErrors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
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
    private final Exchanges exchanges;

    /**
     * @param poolSize how many calls can be on the way on a JVM without virtual threads; as many again may wait
     */
    public CamelHttpTransport(CamelContext context, int poolSize) {
        this(context, CallThreads.of(poolSize));
    }

    CamelHttpTransport(CamelContext context, CallThreads threads) {
        this.threads = threads;
        // how many may be under way is up to the threads
        exchanges = new Exchanges("cascadeflow-call-timer", threads.late(), Integer.MAX_VALUE);
        clients = new CamelClients(context, threads.capacity());
    }

    @Override
    public CompletableFuture<HttpReply> send(HttpCall call) {
        CompletableFuture<HttpReply> reply = exchanges.begin(call);
        ApacheExchange exchange = new ApacheExchange(call, reply);
        reply.whenComplete((done, failure) -> exchange.abort());
        exchanges.watch(call, reply, exchange::fail);
        start(call, reply, () -> exchange.run(clients));
        return reply;
    }

    /** The reply's thread is its own until all of the body is taken. */
    @Override
    public CompletableFuture<HttpStream> open(HttpCall call) {
        CompletableFuture<HttpStream> opened = new CompletableFuture<>();
        CompletableFuture<Void> over = exchanges.begin(call, opened);
        ApacheStream stream = new ApacheStream(call, opened, over);
        exchanges.watch(call, opened, stream::fail);
        start(call, over, () -> stream.run(clients));
        return opened;
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
        exchanges.close();
        threads.executor().shutdown();
        clients.close();
    }
}
