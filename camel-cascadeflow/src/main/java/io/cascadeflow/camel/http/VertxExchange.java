package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** One request and its reply on Vert.x's client. */
final class VertxExchange {

    private final HttpCall call;
    private final CompletableFuture<HttpReply> reply;
    private final Executor after;
    private final Buffer body = Buffer.buffer();
    private volatile boolean requested;
    private volatile boolean began;

    /** @param after where the reply is told */
    VertxExchange(HttpCall call, CompletableFuture<HttpReply> reply, Executor after) {
        this.call = call;
        this.reply = reply;
        this.after = after;
    }

    /**
     * Does not block.
     *
     * @throws IllegalArgumentException when the address or a header cannot be sent
     */
    void start(HttpClient client) {
        client.request(VertxRequest.of(call, true)).onSuccess(this::ask).onFailure(this::failed);
    }

    void fail(Throwable failure) {
        reply.completeExceptionally(Failures.of(call, VertxRequest.unquoted(failure), requested, began));
    }

    private void failed(Throwable failure) {
        after.execute(() -> fail(failure));
    }

    private void ask(HttpClientRequest request) {
        VertxRequest.endWith(reply, request);
        if (reply.isDone()) {
            return;
        }
        requested = true;
        VertxRequest.send(request, call).onSuccess(this::read).onFailure(this::failed);
    }

    private void read(HttpClientResponse response) {
        began = true;
        response.handler(this::collect)
                .exceptionHandler(this::failed)
                .endHandler(end -> VertxRequest.onceFree(() -> after.execute(() -> complete(response))));
    }

    private void collect(Buffer piece) {
        if (body.length() + piece.length() <= ReplyBody.MAX_BYTES) {
            body.appendBuffer(piece);
        } else {
            failed(UnreadableBodyException.tooLarge());
        }
    }

    private void complete(HttpClientResponse response) {
        String encoding = response.headers().get("content-encoding");
        try {
            reply.complete(new HttpReply(
                    response.statusCode(),
                    VertxRequest.headers(response),
                    ReplyBody.decode(body.getBytes(), encoding == null ? "" : encoding)));
        } catch (IOException unreadable) {
            fail(unreadable);
        }
    }
}
