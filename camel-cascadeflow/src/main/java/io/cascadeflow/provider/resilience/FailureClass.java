package io.cascadeflow.provider.resilience;

import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;

/** What a failure is bound to, and so what could help against it. A pure function of the {@link ProviderException}. */
public enum FailureClass {
    /** The key is wrong, may not do this, or has no credit: another key may. */
    KEY_FATAL,
    /**
     * This endpoint cannot serve such requests with this model, which may have too small a window, however often it is asked:
     * another endpoint may.
     */
    MODEL_FATAL,
    /** The request itself is refused, or not wanted any more: no other endpoint should be bothered with it. */
    REQUEST_FATAL,
    /** It passes by itself: the same endpoint may answer a little later, another one at once. */
    TRANSIENT;

    private static final TokenUsage NOTHING = TokenUsage.of(0, 0);

    /** The class of {@code error}; the provider's explicit word that it passes wins over the kind. */
    public static FailureClass of(ProviderException error) {
        boolean passes = Boolean.TRUE.equals(error.details().shouldRetry());
        return passes ? TRANSIENT : of(error.kind());
    }

    static FailureClass of(Kind kind) {
        return switch (kind) {
            case AUTH, PERMISSION, QUOTA_EXHAUSTED -> KEY_FATAL;
            case NOT_FOUND, TLS, UNSUPPORTED_PARAMETER, BAD_PAYLOAD, CONTEXT_TOO_LONG -> MODEL_FATAL;
            case BAD_REQUEST, CONTENT_FILTERED, TOO_LARGE, CANCELLED -> REQUEST_FATAL;
            case CONNECT, DISCONNECTED, DNS, TIMEOUT, RATE_LIMITED, OVERLOADED, SERVER, TRUNCATED, BREAKER_OPEN ->
                TRANSIENT;
        };
    }

    /** Whether an endpoint with another key, model or server may not have this failure. */
    public boolean mayDifferElsewhere() {
        return this != REQUEST_FATAL;
    }

    /**
     * Whether {@code error} tells that the endpoint is not available. A wrong key or request tells nothing of it, nor does a
     * rate limit, which a healthy server keeps. An overload without a status is our own lack of room, and a timeout that is
     * known to have consumed nothing came before the server was asked.
     */
    public static boolean isUnavailable(ProviderException error) {
        return switch (error.kind()) {
            case CONNECT, DISCONNECTED, DNS, TLS, SERVER, TRUNCATED -> true;
            case TIMEOUT -> !NOTHING.equals(error.details().usage());
            case OVERLOADED -> error.httpStatus() != 0;
            default -> false;
        };
    }
}
