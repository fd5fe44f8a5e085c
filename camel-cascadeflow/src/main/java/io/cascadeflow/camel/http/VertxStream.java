package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.HttpStream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One request on Vert.x's client whose reply is taken piece by piece: the server is read from only as fast as somebody takes. Neither a
 * piece nor the end comes before it was asked for, so that none overtakes another.
 */
final class VertxStream extends StreamedBody {

    private final Executor after;
    private volatile boolean requested;
    private volatile @Nullable HttpClientResponse response;

    /** @param after where head and pieces are told */
    VertxStream(HttpCall call, CompletableFuture<HttpStream> opened, CompletableFuture<Void> over, Executor after) {
        super(call, opened, over);
        this.after = after;
        over.whenComplete((nothing, failure) -> pieces.end(failure));
    }

    /**
     * Does not block.
     *
     * @throws IllegalArgumentException when the address or a header cannot be sent
     */
    void start(HttpClient client) {
        client.request(VertxRequest.of(call, false)).onSuccess(this::ask).onFailure(this::failed);
    }

    @Override
    boolean isRequested() {
        return requested;
    }

    @Override
    void fail(Throwable failure) {
        super.fail(VertxRequest.unquoted(failure));
    }

    private void failed(Throwable failure) {
        after.execute(() -> fail(failure));
    }

    private void ask(HttpClientRequest request) {
        VertxRequest.endWith(over, request);
        if (over.isDone()) {
            return;
        }
        requested = true;
        VertxRequest.send(request, call).onSuccess(this::head).onFailure(this::failed);
    }

    private void head(HttpClientResponse answer) {
        answer.pause();
        answer.handler(this::piece)
                .exceptionHandler(this::failed)
                .endHandler(end -> VertxRequest.onceFree(() -> after.execute(() -> over.complete(null))));
        response = answer;
        began(new HttpReply(answer.statusCode(), VertxRequest.headers(answer), new byte[0]));
        after.execute(this::tell);
    }

    private void piece(Buffer piece) {
        after.execute(() -> pieces.give(piece.getBytes()));
    }

    @Override
    public CompletionStage<byte[]> next() {
        CompletableFuture<byte[]> next = pieces.want();
        HttpClientResponse source = response;
        if (source != null) {
            source.fetch(1);
        }
        return next;
    }
}
