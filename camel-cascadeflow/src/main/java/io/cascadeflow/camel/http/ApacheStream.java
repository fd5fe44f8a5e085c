package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.HttpStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** One request on a blocking client whose reply is taken piece by piece. Its thread waits for the one who takes. */
final class ApacheStream extends StreamedBody {

    private static final int PIECE = 16 * 1024;

    private final ApacheRequest request;
    private final Semaphore demand = new Semaphore(0);

    ApacheStream(HttpCall call, CompletableFuture<HttpStream> opened, CompletableFuture<Void> over) {
        super(call, opened, over);
        request = ApacheRequest.streamed(call);
        over.whenComplete((nothing, failure) -> ended(failure));
    }

    /** Blocks until all is taken, or the exchange failed or was ended; gives what tells so. */
    Runnable run(CamelClients clients) {
        if (over.isDone()) {
            return () -> {};
        }
        try {
            request.execute(clients, response -> {
                take(response);
                return null;
            });
            return () -> over.complete(null);
        } catch (IOException | RuntimeException failure) {
            return () -> fail(failure);
        }
    }

    @Override
    boolean isRequested() {
        return request.isSent();
    }

    @Override
    void fail(Throwable failure) {
        if (failure instanceof IllegalArgumentException unsendable && !hasBegun()) {
            over.completeExceptionally(Failures.unsendable(call, unsendable));
        } else {
            super.fail(failure);
        }
    }

    @Override
    public CompletionStage<byte[]> next() {
        CompletableFuture<byte[]> next = pieces.want();
        demand.release();
        return next;
    }

    private void take(ClassicHttpResponse response) throws IOException {
        began(new HttpReply(response.getCode(), ApacheRequest.headers(response), new byte[0]));
        tell();
        HttpEntity entity = response.getEntity();
        InputStream content = entity == null ? null : entity.getContent();
        byte[] piece = new byte[PIECE];
        for (int length = 0; length >= 0 && !over.isDone(); ) {
            demand.acquireUninterruptibly();
            length = over.isDone() || content == null ? -1 : content.read(piece);
            if (length >= 0) {
                pieces.give(Arrays.copyOf(piece, length));
            }
        }
        if (over.isDone()) {
            // else the client would read the rest, to use the connection again
            throw new IOException("the reply was given up");
        }
    }

    private void ended(@Nullable Throwable failure) {
        if (failure != null) {
            request.abort();
        }
        pieces.end(failure);
        demand.release();
    }
}
