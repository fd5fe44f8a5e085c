package io.cascadeflow.provider.langchain4j;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.cascadeflow.provider.BeanErrors;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.util.Map;
import java.util.Optional;

/** What the library's exceptions mean: by the status in their causes, else by their classes. */
final class Failures {

    private static final Map<Class<? extends Throwable>, Kind> CLASSES = Map.ofEntries(
            Map.entry(AuthenticationException.class, Kind.AUTH),
            Map.entry(RateLimitException.class, Kind.RATE_LIMITED),
            Map.entry(TimeoutException.class, Kind.TIMEOUT),
            Map.entry(InternalServerException.class, Kind.SERVER),
            Map.entry(UnresolvedModelServerException.class, Kind.DNS),
            Map.entry(ModelNotFoundException.class, Kind.NOT_FOUND),
            Map.entry(InvalidRequestException.class, Kind.BAD_REQUEST),
            Map.entry(UnsupportedFeatureException.class, Kind.BAD_REQUEST),
            Map.entry(IllegalArgumentException.class, Kind.BAD_REQUEST));

    private Failures() {}

    static ProviderException of(BeanErrors errors, Throwable thrown) {
        for (Throwable each : BeanErrors.chain(thrown)) {
            if (each instanceof ContentFilteredException) {
                return errors.of(Kind.CONTENT_FILTERED, thrown);
            }
            if (each instanceof HttpException http && http.statusCode() > 0) {
                return errors.ofStatus(http.statusCode(), http.getMessage(), thrown);
            }
        }
        return errors.ofPlatform(thrown)
                .or(() -> byClass(thrown).map(kind -> errors.of(kind, thrown)))
                .orElseGet(() -> errors.of(Kind.BAD_PAYLOAD, thrown));
    }

    private static Optional<Kind> byClass(Throwable thrown) {
        for (Throwable each : BeanErrors.chain(thrown)) {
            Kind kind = CLASSES.get(each.getClass());
            if (kind != null) {
                return Optional.of(kind);
            }
            if (each instanceof RetriableException) {
                return Optional.of(Kind.SERVER);
            }
        }
        return Optional.empty();
    }
}
