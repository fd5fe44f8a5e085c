package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One request and its reply on the JDK's client.
 *
 * <p>The reply is taken from the body's subscriber, not from the client's future: on a machine with one or two processors
 * the client starts a thread for each future that completes, which a thousand replies at once would feel.
 */
final class JdkExchange {

    private final HttpCall call;
    private final CompletableFuture<HttpReply> reply;
    private final Executor executor;
    private volatile boolean requested;
    private volatile boolean began;
    private volatile boolean received;
    private volatile @Nullable CompletableFuture<?> exchange;

    JdkExchange(HttpCall call, CompletableFuture<HttpReply> reply, Executor executor) {
        this.call = call;
        this.reply = reply;
        this.executor = executor;
    }

    /**
     * Does not block.
     *
     * @throws IllegalArgumentException when the address or a header cannot be sent
     */
    void start(HttpClient client) {
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(JdkRequest.of(call, () -> requested = true, true), this::body);
        exchange = sent;
        sent.whenComplete((response, failure) -> {
            if (failure != null && !received) {
                fail(failure);
            }
        });
        reply.whenComplete((done, failure) -> {
            if (failure != null) {
                // the client's own future, not one derived from it: only that one ends the exchange
                sent.cancel(true);
            }
        });
    }

    void fail(Throwable failure) {
        reply.completeExceptionally(Failures.of(call, failure, requested, began));
    }

    private BodySubscriber<byte[]> body(ResponseInfo head) {
        began = true;
        return BodySubscribers.mapping(new BoundedBody(), bytes -> {
            receive(head, bytes);
            return bytes;
        });
    }

    private void receive(ResponseInfo head, byte[] bytes) {
        received = true;
        CompletableFuture<?> sent = exchange;
        if (sent != null) {
            // nobody waits for it any more; without the "true" the exchange itself, and its connection, stay whole
            sent.cancel(false);
        }
        // not here: what follows a reply may be anybody's code, and the connection is not free before we return
        executor.execute(() -> complete(head, bytes));
    }

    private void complete(ResponseInfo head, byte[] bytes) {
        String encoding = head.headers().firstValue("content-encoding").orElse("");
        try {
            reply.complete(
                    new HttpReply(head.statusCode(), JdkRequest.headers(head), ReplyBody.decode(bytes, encoding)));
        } catch (IOException unreadable) {
            fail(unreadable);
        }
    }
}
