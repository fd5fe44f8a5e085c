package io.cascadeflow.camel.config;

import java.time.Duration;

/**
 * What a gateway refuses because it is too much.
 *
 * @param bodyBytes the longest body of a request
 * @param bodyTime how long a body may take to come
 * @param concurrent how many questions may be under way at once
 * @param queueTime how long a question waits for its turn, without a thread, before it is refused; ten for each that may be
 *     under way
 */
public record GatewayLimits(int bodyBytes, Duration bodyTime, int concurrent, Duration queueTime) {

    public static final GatewayLimits DEFAULT =
            new GatewayLimits(10 << 20, Duration.ofSeconds(30), 5_000, Duration.ofSeconds(10));
}
