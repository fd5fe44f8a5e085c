package io.cascadeflow.camel.gateway.keys;

import org.jspecify.annotations.Nullable;

/**
 * How much one caller may ask.
 *
 * @param requestsPerMinute 1 to a million; absent for any number
 * @param concurrentRequests 1 to a million under way at once; absent for any number
 */
public record RateLimits(
        @Nullable Integer requestsPerMinute, @Nullable Integer concurrentRequests) {

    public static final int MOST = 1_000_000;
    public static final RateLimits NONE = new RateLimits(null, null);

    public RateLimits {
        check("requestsPerMinute", requestsPerMinute);
        check("concurrentRequests", concurrentRequests);
    }

    private static void check(String name, @Nullable Integer limit) {
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw new IllegalArgumentException("%s is %d: it is 1 to %d, or absent".formatted(name, limit, MOST));
        }
    }
}
