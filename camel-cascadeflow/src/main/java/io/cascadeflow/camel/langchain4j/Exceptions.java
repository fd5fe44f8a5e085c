package io.cascadeflow.camel.langchain4j;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import io.cascadeflow.provider.ProviderException;
import org.apache.camel.RuntimeCamelException;

/** The library's exceptions that say what ours do, with ours as the cause. */
final class Exceptions {

    private Exceptions() {}

    static RuntimeException of(Throwable failure) {
        if (failure instanceof ProviderException error) {
            return of(error);
        }
        return failure instanceof RuntimeException known
                ? known
                : RuntimeCamelException.wrapRuntimeCamelException(failure);
    }

    private static RuntimeException of(ProviderException error) {
        String message = error.getMessage();
        return switch (error.kind()) {
            case AUTH, PERMISSION -> new AuthenticationException(message, error);
            case RATE_LIMITED, QUOTA_EXHAUSTED -> new RateLimitException(message, error);
            case TIMEOUT -> new TimeoutException(message, error);
            case NOT_FOUND -> new ModelNotFoundException(message, error);
            case CONTENT_FILTERED -> new ContentFilteredException(message, error);
            case BAD_REQUEST, CONTEXT_TOO_LONG, UNSUPPORTED_PARAMETER, TOO_LARGE ->
                new InvalidRequestException(message, error);
            case CONNECT, DISCONNECTED, DNS, TLS, OVERLOADED, SERVER, TRUNCATED, BREAKER_OPEN ->
                new InternalServerException(message, error);
            case BAD_PAYLOAD, CANCELLED -> error;
        };
    }
}
