package io.cascadeflow.camel.config;

import io.cascadeflow.camel.failover.TierEndpoints;
import io.cascadeflow.confidence.SkipLimit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One tier of a configured cascade.
 *
 * @param name unique within its cascade
 * @param endpoints what to ask, placeholders resolved; it may hold keys
 * @param acceptAbove the least confidence, 0 to 1, at which an answer is accepted; absent when confidence does not matter
 * @param skipBelow the chance of acceptance below which it is passed over; absent when it never is
 */
public record TierConfiguration(
        String name,
        TierEndpoints endpoints,
        @Nullable Double acceptAbove,
        @Nullable SkipLimit skipBelow) {

    /** A tier with one endpoint. */
    public TierConfiguration(String name, String uri, @Nullable Double acceptAbove, @Nullable SkipLimit skipBelow) {
        this(name, TierEndpoints.of(uri), acceptAbove, skipBelow);
    }

    /** A tier with one endpoint that is never passed over. */
    public TierConfiguration(String name, String uri, @Nullable Double acceptAbove) {
        this(name, uri, acceptAbove, null);
    }

    public TierConfiguration withAcceptAbove(@Nullable Double acceptAbove) {
        return new TierConfiguration(name, endpoints, acceptAbove, skipBelow);
    }

    /** Without the addresses' options, which may hold secrets. */
    @Override
    public String toString() {
        String addresses = endpoints.uris().stream()
                .map(uri -> uri.indexOf('?') < 0 ? uri : uri.substring(0, uri.indexOf('?')))
                .collect(Collectors.joining(" or to "));
        return "TierConfiguration[name=%s, uri=%s, acceptAbove=%s, skipBelow=%s]"
                .formatted(name, addresses, acceptAbove, skipBelow);
    }
}
