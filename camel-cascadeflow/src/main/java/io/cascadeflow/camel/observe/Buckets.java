package io.cascadeflow.camel.observe;

import java.time.Duration;
import java.util.stream.DoubleStream;

/** The bounds of histograms: those that OpenTelemetry's conventions advise, and tenths and a little more for confidence. */
final class Buckets {

    private Buckets() {}

    /** Doubling from 10 ms to 82 s. */
    static Duration[] durations() {
        return DoubleStream.iterate(10, milliseconds -> milliseconds * 2)
                .limit(14)
                .mapToObj(milliseconds -> Duration.ofMillis((long) milliseconds))
                .toArray(Duration[]::new);
    }

    /** From 1 ms to 10 s. */
    static Duration[] firstChunks() {
        return DoubleStream.of(1, 5, 10, 20, 40, 60, 80, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000)
                .mapToObj(milliseconds -> Duration.ofMillis((long) milliseconds))
                .toArray(Duration[]::new);
    }

    /** Powers of four, from 1 to a million. */
    static double[] tokens() {
        return DoubleStream.iterate(1, tokens -> tokens * 4).limit(11).toArray();
    }

    static double[] confidences() {
        return new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99, 1};
    }
}
