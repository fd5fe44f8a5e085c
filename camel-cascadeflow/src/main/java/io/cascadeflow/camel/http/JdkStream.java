package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.HttpStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * One request on the JDK's client whose reply is taken piece by piece: no thread waits for either side, and the server is read
 * from only as fast as somebody takes.
 */
final class JdkStream extends StreamedBody implements BodySubscriber<@Nullable Void> {

    private final Executor executor;
    /** Not complete before the body's end: only so can the client's future end the exchange. */
    private final CompletableFuture<@Nullable Void> body = new CompletableFuture<>();

    private volatile boolean requested;
    private @Nullable Subscription subscription;

    JdkStream(HttpCall call, CompletableFuture<HttpStream> opened, CompletableFuture<Void> over, Executor executor) {
        super(call, opened, over);
        this.executor = executor;
    }

    /**
     * Does not block.
     *
     * @throws IllegalArgumentException when the address or a header cannot be sent
     */
    void start(HttpClient client) {
        CompletableFuture<?> sent = client.sendAsync(JdkRequest.of(call, () -> requested = true, false), this::head);
        sent.whenComplete((response, failure) -> {
            if (failure != null) {
                fail(failure);
            }
        });
        over.whenComplete((nothing, failure) -> {
            // the client's own future, not one derived from it: only that one ends the exchange
            sent.cancel(failure != null);
            ended(failure);
        });
    }

    @Override
    boolean isRequested() {
        return requested;
    }

    private BodySubscriber<@Nullable Void> head(ResponseInfo info) {
        began(new HttpReply(info.statusCode(), JdkRequest.headers(info), new byte[0]));
        // not here: what follows may be anybody's code
        executor.execute(this::tell);
        return this;
    }

    @Override
    public CompletionStage<byte[]> next() {
        CompletableFuture<byte[]> next = pieces.want();
        Subscription source;
        synchronized (this) {
            source = subscription;
        }
        if (source != null) {
            source.request(1);
        }
        return next;
    }

    @Override
    public void onSubscribe(Subscription source) {
        synchronized (this) {
            subscription = source;
        }
        if (over.isDone()) {
            source.cancel();
        } else if (pieces.isWanted()) {
            source.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        byte[] piece = new byte[buffers.stream().mapToInt(ByteBuffer::remaining).sum()];
        int at = 0;
        for (ByteBuffer buffer : buffers) {
            int length = buffer.remaining();
            buffer.get(piece, at, length);
            at += length;
        }
        if (piece.length > 0) {
            pieces.give(piece);
        } else {
            more();
        }
    }

    private void more() {
        Subscription source;
        synchronized (this) {
            source = subscription;
        }
        if (source != null) {
            source.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
        executor.execute(() -> fail(failure));
    }

    @Override
    public void onComplete() {
        body.complete(null);
        // not here: the connection is not free before we return
        executor.execute(() -> over.complete(null));
    }

    @Override
    public CompletionStage<@Nullable Void> getBody() {
        return body;
    }

    private void ended(@Nullable Throwable failure) {
        if (failure != null) {
            Subscription source;
            synchronized (this) {
                source = subscription;
            }
            if (source != null) {
                source.cancel();
            }
        }
        pieces.end(failure);
    }
}
