package io.cascadeflow.camel.http;

import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.TransportErrors;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** Tells by an exception's class, and by whether a reply had begun, what went wrong on the wire. */
final class Failures {

    private Failures() {}

    /**
     * A failure of an exchange.
     *
     * @param sent whether the server can have got the request: if not, it has not cost anything
     */
    static ProviderException of(HttpCall call, Throwable failure, boolean sent, boolean replyBegan) {
        ProviderException error = of(call, failure, replyBegan);
        boolean isFree = !sent && error.kind().mayHaveCost() && error.details().usage() == null;
        return isFree ? error.withUsage(TokenUsage.of(0, 0)) : error;
    }

    private static ProviderException of(HttpCall call, Throwable failure, boolean replyBegan) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProviderException known) {
            return known;
        }
        if (cause instanceof UnreadableBodyException unreadable) {
            return TransportErrors.of(Kind.BAD_PAYLOAD, call, unreadable.problem(), cause);
        }
        Kind kind = replyBegan ? duringReply(cause) : beforeReply(cause);
        return TransportErrors.of(kind, call, cause);
    }

    /** The call itself cannot be put on the wire. */
    static ProviderException unsendable(HttpCall call, IllegalArgumentException cause) {
        return TransportErrors.of(
                Kind.BAD_REQUEST,
                call,
                "the address or a header cannot be sent; check baseUrl, apiKey and additionalHeader.*",
                cause);
    }

    private static Kind duringReply(Throwable cause) {
        return isTimeout(cause) ? Kind.TIMEOUT : Kind.TRUNCATED;
    }

    private static Kind beforeReply(Throwable cause) {
        if (has(cause, UnresolvedAddressException.class) || has(cause, UnknownHostException.class)) {
            return Kind.DNS;
        }
        if (has(cause, SSLException.class)) {
            return Kind.TLS;
        }
        if (cause instanceof HttpConnectTimeoutException
                || cause instanceof ConnectTimeoutException
                || has(cause, ConnectException.class)) {
            return Kind.CONNECT;
        }
        if (isTimeout(cause)) {
            return Kind.TIMEOUT;
        }
        return isNoHttp(cause) ? Kind.BAD_PAYLOAD : Kind.DISCONNECTED;
    }

    private static boolean isTimeout(Throwable cause) {
        return cause instanceof HttpTimeoutException
                || cause instanceof TimeoutException
                || cause instanceof SocketTimeoutException;
    }

    /** The server speaks, but not HTTP. */
    private static boolean isNoHttp(Throwable cause) {
        return has(cause, ProtocolException.class)
                || has(cause, org.apache.hc.core5.http.HttpException.class)
                || has(cause, org.apache.hc.core5.http.ParseException.class);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .anyMatch(type::isInstance);
    }
}
