package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.HttpStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A body in an encoding, although a stream was asked for without: it is decoded once all of it is there. Right, and late; the
 * way out is a server or proxy that does not compress streams.
 */
final class EncodedBody implements HttpStream.Body {

    private static final byte[] END = {};

    private final HttpStream.Body encoded;
    private final String encoding;
    private final HttpCall call;
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private boolean decoded;

    private EncodedBody(HttpStream.Body encoded, String encoding, HttpCall call) {
        this.encoded = encoded;
        this.encoding = encoding;
        this.call = call;
    }

    /** The stream with a body that needs no decoding. */
    static HttpStream stream(HttpReply head, HttpStream.Body body, HttpCall call) {
        String encoding = head.header("content-encoding").orElse("").strip();
        boolean plain = encoding.isEmpty() || encoding.equalsIgnoreCase("identity");
        return new HttpStream(head, plain ? body : new EncodedBody(body, encoding, call));
    }

    @Override
    public CompletionStage<byte[]> next() {
        if (decoded) {
            return CompletableFuture.completedFuture(END);
        }
        return encoded.next().thenCompose(piece -> {
            if (piece.length == 0) {
                return CompletableFuture.completedFuture(decode());
            }
            if (all.size() + piece.length > ReplyBody.MAX_BYTES) {
                throw Failures.of(call, UnreadableBodyException.tooLarge(), true, true);
            }
            all.writeBytes(piece);
            return next();
        });
    }

    private byte[] decode() {
        decoded = true;
        try {
            return ReplyBody.decode(all.toByteArray(), encoding);
        } catch (IOException unreadable) {
            throw Failures.of(call, unreadable, true, true);
        }
    }

    @Override
    public void close() {
        encoded.close();
    }
}
