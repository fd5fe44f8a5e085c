package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;

/** One request and its whole reply on a blocking client. */
final class ApacheExchange {

    private final HttpCall call;
    private final CompletableFuture<HttpReply> reply;
    private final ApacheRequest request;
    private volatile boolean replyBegan;

    ApacheExchange(HttpCall call, CompletableFuture<HttpReply> reply) {
        this.call = call;
        this.reply = reply;
        request = ApacheRequest.whole(call);
    }

    /** Blocks until the reply is there, or the exchange failed or aborted; gives what tells the outcome. */
    Runnable run(CamelClients clients) {
        if (reply.isDone()) {
            return () -> {};
        }
        try {
            HttpReply received = request.execute(clients, this::read);
            return () -> reply.complete(received);
        } catch (IOException | RuntimeException failure) {
            return () -> fail(failure);
        }
    }

    void fail(Throwable failure) {
        reply.completeExceptionally(
                failure instanceof IllegalArgumentException unsendable
                        ? Failures.unsendable(call, unsendable)
                        : Failures.of(call, failure, request.isSent(), replyBegan));
    }

    /** Without effect on an exchange that is over. */
    void abort() {
        request.abort();
    }

    private HttpReply read(ClassicHttpResponse response) throws IOException {
        replyBegan = true;
        byte[] body = body(response.getEntity());
        return new HttpReply(
                response.getCode(),
                ApacheRequest.headers(response),
                ReplyBody.decode(body, ApacheRequest.encoding(response)));
    }

    private static byte[] body(HttpEntity entity) throws IOException {
        return entity == null || entity.getContent() == null ? new byte[0] : ReplyBody.read(entity.getContent());
    }
}
