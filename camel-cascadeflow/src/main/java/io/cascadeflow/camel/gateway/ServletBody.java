package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.config.GatewayLimits;
import io.cascadeflow.camel.gateway.Fault.Kind;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads a body as it comes, and no more of it than is allowed. */
final class ServletBody implements ReadListener {

    private static final int PIECE = 8 * 1024;

    private final GatewayLimits limits;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private @Nullable ServletInputStream in;

    ServletBody(GatewayLimits limits) {
        this.limits = limits;
    }

    CompletableFuture<byte[]> whole() {
        return whole;
    }

    /** From now on the container tells when there is something to read. */
    void read(ServletInputStream stream) {
        in = stream;
        stream.setReadListener(this);
    }

    void refuseLength() {
        whole.completeExceptionally(new FaultException(
                Kind.TOO_LARGE, "the body is longer than the %d bytes that are read".formatted(limits.bodyBytes())));
    }

    void refuseTime() {
        whole.completeExceptionally(
                new FaultException(Kind.SLOW_REQUEST, "the body did not come within " + limits.bodyTime()));
    }

    @Override
    public void onDataAvailable() throws IOException {
        ServletInputStream stream = in;
        byte[] piece = new byte[PIECE];
        while (stream != null && !whole.isDone() && stream.isReady() && !stream.isFinished()) {
            int length = stream.read(piece);
            if (length > 0) {
                keep(piece, length);
            }
        }
    }

    private void keep(byte[] piece, int length) {
        if (read.size() + length > limits.bodyBytes()) {
            refuseLength();
        } else {
            read.write(piece, 0, length);
        }
    }

    @Override
    public void onAllDataRead() {
        whole.complete(read.toByteArray());
    }

    @Override
    public void onError(Throwable broken) {
        whole.completeExceptionally(new FaultException(Kind.INVALID_REQUEST, "the body broke off"));
    }
}
