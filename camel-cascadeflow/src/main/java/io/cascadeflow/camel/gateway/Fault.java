package io.cascadeflow.camel.gateway;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a client gets no answer. Each API has its own status and its own words for it.
 *
 * @param message for the client's people: what is wrong and the way out; never a key, a prompt or an answer
 * @param parameter that is wrong, such as {@code messages[0].role}; absent when none is
 * @param retryAfter when to ask again; absent when nobody knows, or waiting does not help
 */
public record Fault(
        Kind kind,
        String message,
        @Nullable String parameter,
        @Nullable Duration retryAfter) {

    /** What went wrong, as far as it makes a difference to a client. */
    public enum Kind {
        /** The request is not valid, or asks for what cannot be had. */
        INVALID_REQUEST,
        CONTEXT_TOO_LONG,
        /** No key, or not one of ours. */
        UNAUTHENTICATED,
        /** A budget has not enough left. */
        BUDGET_SPENT,
        /** The key is good but may not do this. */
        FORBIDDEN,
        UNKNOWN_MODEL,
        UNKNOWN_PATH,
        METHOD_NOT_ALLOWED,
        /** The body did not come in time. */
        SLOW_REQUEST,
        TOO_LARGE,
        HEADERS_TOO_LARGE,
        WRONG_MEDIA_TYPE,
        RATE_LIMITED,
        /** A provider does not take the key that this gateway has: nothing that the client could mend. */
        PROVIDER_KEY,
        /** No provider gave an answer, retries and all. */
        PROVIDER_FAILED,
        /** Too much to do, or about to stop. */
        OVERLOADED,
        DEADLINE,
        /** The client left before it was answered: nobody reads this, but for the operator. */
        CLIENT_GONE,
        /** Ours; the details are in the log under the request's id. */
        INTERNAL
    }

    public static Fault of(Kind kind, String message) {
        return new Fault(kind, message, null, null);
    }

    public static Fault ofParameter(String parameter, String message) {
        return new Fault(Kind.INVALID_REQUEST, message, parameter.isEmpty() ? null : parameter, null);
    }
}
