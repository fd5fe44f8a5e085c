package io.cascadeflow.provider;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to a provider.
 *
 * @param method {@code POST} or {@code GET}
 * @param uri absolute
 * @param headers names as they are sent; values may be secret and are never logged
 * @param body absent for none
 * @param timeout from now to the complete reply
 */
public record HttpCall(String method, URI uri, Map<String, String> headers, byte @Nullable [] body, Duration timeout) {

    public HttpCall {
        headers = Map.copyOf(headers);
    }

    /** The same with less time. */
    HttpCall within(Duration time) {
        return new HttpCall(method, uri, headers, body, time);
    }

    /** Method, host and path only: headers, query and user info hold keys, the body holds prompts. */
    @Override
    public String toString() {
        return method + " " + uri.getHost() + uri.getRawPath();
    }
}
