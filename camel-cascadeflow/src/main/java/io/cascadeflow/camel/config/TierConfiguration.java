package io.cascadeflow.camel.config;

import io.cascadeflow.confidence.SkipLimit;
import org.jspecify.annotations.Nullable;

/**
 * One tier of a configured cascade.
 *
 * @param name unique within its cascade
 * @param uri the endpoint to ask, placeholders resolved; it may hold a key
 * @param acceptAbove the least confidence, 0 to 1, at which an answer is accepted; absent when confidence does not matter
 * @param skipBelow the chance of acceptance below which it is passed over; absent when it never is
 */
public record TierConfiguration(
        String name,
        String uri,
        @Nullable Double acceptAbove,
        @Nullable SkipLimit skipBelow) {

    /** A tier that is never passed over. */
    public TierConfiguration(String name, String uri, @Nullable Double acceptAbove) {
        this(name, uri, acceptAbove, null);
    }

    /** Without the address's options, which may hold secrets. */
    @Override
    public String toString() {
        int options = uri.indexOf('?');
        return "TierConfiguration[name=%s, uri=%s, acceptAbove=%s, skipBelow=%s]"
                .formatted(name, options < 0 ? uri : uri.substring(0, options), acceptAbove, skipBelow);
    }
}
