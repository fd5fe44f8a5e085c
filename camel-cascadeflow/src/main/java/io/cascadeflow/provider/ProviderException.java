package io.cascadeflow.provider;

import io.cascadeflow.model.TokenUsage;
import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A provider did not answer. The message names provider, model, kind and the way out; it never holds a key, a prompt, an
 * answer or the raw reply.
 */
public final class ProviderException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What went wrong, decided by status, code and exception class; never by searching a message's words. */
    public enum Kind {
        /** No connection: nothing was sent. */
        CONNECT(true),
        /** The connection broke before a reply began. */
        DISCONNECTED(true),
        DNS(true),
        TLS(false),
        /** No complete reply in time. */
        TIMEOUT(true),
        RATE_LIMITED(true),
        /** The account's quota or credit is used up: waiting does not help. */
        QUOTA_EXHAUSTED(false),
        OVERLOADED(true),
        SERVER(true),
        /** The key is missing or wrong. */
        AUTH(false),
        /** The key is good but may not do this. */
        PERMISSION(false),
        /** No such model or path. */
        NOT_FOUND(false),
        BAD_REQUEST(false),
        CONTEXT_TOO_LONG(false),
        CONTENT_FILTERED(false),
        /** The model does not take one of the parameters; {@link #parameter()} names it. */
        UNSUPPORTED_PARAMETER(false),
        TOO_LARGE(false),
        /** The reply stopped before its end. */
        TRUNCATED(true),
        /** The reply is not what the protocol says. */
        BAD_PAYLOAD(false),
        CANCELLED(false),
        BREAKER_OPEN(false);

        private final boolean isTransient;

        Kind(boolean isTransient) {
            this.isTransient = isTransient;
        }

        /** Whether the same call may well succeed a little later. */
        public boolean isTransient() {
            return isTransient;
        }

        /** Whether the provider may have worked on the request, and charge for it, although it told no usage. */
        public boolean mayHaveCost() {
            return this == DISCONNECTED
                    || this == TIMEOUT
                    || this == TRUNCATED
                    || this == BAD_PAYLOAD
                    || this == CANCELLED;
        }
    }

    private final Kind kind;
    // not serializable, so absent in an exception that was sent elsewhere
    private final transient @Nullable Details details;

    /**
     * What is known beside the kind.
     *
     * @param httpStatus 0 when no status was received
     * @param code the provider's own error code; absent when it gave none
     * @param parameter the parameter that the provider refused; absent when it named none
     * @param requestId the provider's id of the request, for its support; absent when it gave none
     * @param retryAfter how long the provider asks to wait; absent when it did not say
     * @param shouldRetry the provider's explicit word on retrying; absent when it did not say
     * @param usage what the failed attempt consumed; absent when unknown or nothing
     */
    public record Details(
            int httpStatus,
            @Nullable String code,
            @Nullable String parameter,
            @Nullable String requestId,
            @Nullable Duration retryAfter,
            @Nullable Boolean shouldRetry,
            @Nullable TokenUsage usage) {

        public static final Details NONE = new Details(0, null, null, null, null, null, null);

        Details withUsage(TokenUsage usage) {
            return new Details(httpStatus, code, parameter, requestId, retryAfter, shouldRetry, usage);
        }
    }

    public ProviderException(Kind kind, String message, Details details, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.details = details;
    }

    public ProviderException(Kind kind, String message) {
        this(kind, message, Details.NONE, null);
    }

    /** The same failure with another account of what it consumed. */
    public ProviderException withUsage(TokenUsage usage) {
        ProviderException copy = new ProviderException(
                kind, String.valueOf(getMessage()), details().withUsage(usage), getCause());
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    /** The same failure of a call that must not be made again, as somebody has seen a part of its reply, or waited long enough. */
    public ProviderException notToBeRepeated() {
        Details known = details();
        Details last = new Details(
                known.httpStatus(),
                known.code(),
                known.parameter(),
                known.requestId(),
                known.retryAfter(),
                false,
                known.usage());
        ProviderException copy = new ProviderException(kind, String.valueOf(getMessage()), last, getCause());
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the same call may well succeed a little later; the provider's explicit word wins over the kind. */
    public boolean isTransient() {
        Boolean shouldRetry = details().shouldRetry();
        return shouldRetry != null ? shouldRetry : kind.isTransient();
    }

    public Details details() {
        return details == null ? Details.NONE : details;
    }

    public int httpStatus() {
        return details().httpStatus();
    }

    public @Nullable Duration retryAfter() {
        return details().retryAfter();
    }

    public @Nullable String parameter() {
        return details().parameter();
    }
}
