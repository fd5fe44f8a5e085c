package io.cascadeflow.provider;

import io.cascadeflow.provider.ProviderException.Details;
import io.cascadeflow.provider.ProviderException.Kind;
import org.jspecify.annotations.Nullable;

/** The failures that a {@link Transport} completes with. */
public final class TransportErrors {

    private TransportErrors() {}

    /** A failure that names the server, without the rest of the address, which may hold keys. */
    public static ProviderException of(Kind kind, HttpCall call, @Nullable Throwable cause) {
        return of(kind, call, WaysOut.of(kind, Details.NONE), cause);
    }

    /**
     * @param problem what is wrong and the way out, in our own words
     */
    public static ProviderException of(Kind kind, HttpCall call, String problem, @Nullable Throwable cause) {
        String message = "%s (%s): %s".formatted(kind, server(call), problem);
        return new ProviderException(kind, message, Details.NONE, isBeforeReply(kind) ? cause : Causes.redacted(cause));
    }

    private static String server(HttpCall call) {
        int port = call.uri().getPort();
        return call.uri().getHost() + (port < 0 ? "" : ":" + port);
    }

    /** Nothing of a reply can be in the cause's words then, and they help: which certificate, which address. */
    private static boolean isBeforeReply(Kind kind) {
        return kind == Kind.CONNECT || kind == Kind.DISCONNECTED || kind == Kind.DNS || kind == Kind.TLS;
    }

    /** The same failure, saying which model it concerns. */
    static ProviderException about(String provider, String model, ProviderException error) {
        return new ProviderException(
                error.kind(),
                "%s:%s %s".formatted(provider, model, error.getMessage()),
                error.details(),
                error.getCause());
    }
}
