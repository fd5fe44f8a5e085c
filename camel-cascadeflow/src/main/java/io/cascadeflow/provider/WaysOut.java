package io.cascadeflow.provider;

import io.cascadeflow.provider.ProviderException.Details;
import io.cascadeflow.provider.ProviderException.Kind;
import java.time.Duration;

/** What to do about a failure: the second half of its message. */
final class WaysOut {

    private WaysOut() {}

    static String of(Kind kind, Details details) {
        return switch (kind) {
            case CONNECT -> "no connection; check baseUrl and that the server is up";
            case DISCONNECTED ->
                "the connection broke before a reply began; try again, or look at the server and what is between";
            case DNS -> "the host name is unknown; check baseUrl and the name service";
            case TLS ->
                "no secure connection; check the certificate, the trust store and that baseUrl's scheme is right";
            case TIMEOUT -> "no complete reply in time; ask for less, or raise requestTimeout or the deadline";
            case RATE_LIMITED ->
                "too many requests or tokens; " + wait(details) + ", or raise the limit at the provider";
            case QUOTA_EXHAUSTED -> "the account's quota or credit is used up; top it up or raise its limit";
            case OVERLOADED -> "the provider is overloaded; " + wait(details) + ", or use another model";
            case SERVER -> "the provider failed; try again later, or use another model";
            case AUTH -> "the key is missing or wrong; check apiKey or the provider's environment variable";
            case PERMISSION -> "the key may not do this; give it access to the model, or use another one";
            case NOT_FOUND -> "no such model or path; check the model's name and baseUrl";
            case BAD_REQUEST -> "the provider refused the request" + about(details) + "; look at its options";
            case CONTEXT_TOO_LONG -> "the prompt is too long for the model; shorten it or use one with a larger window";
            case CONTENT_FILTERED ->
                "the provider's content filter blocked it; change the prompt or the filter's settings";
            case UNSUPPORTED_PARAMETER -> "the model does not take it" + about(details) + "; leave it out";
            case TOO_LARGE -> "the request is too large; shorten it or send smaller images";
            case TRUNCATED -> "the reply stopped before its end; try again";
            case BAD_PAYLOAD -> "the reply is not what the protocol says; check baseUrl";
            case CANCELLED -> "the caller gave it up";
            case BREAKER_OPEN -> "too many failures lately; it is asked again after a pause";
        };
    }

    private static String wait(Details details) {
        Duration hint = details.retryAfter();
        return hint == null ? "try again later" : "try again in " + HttpErrors.seconds(hint);
    }

    private static String about(Details details) {
        return details.parameter() == null ? "" : " (" + details.parameter() + ")";
    }
}
