package io.cascadeflow.camel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/** A mean of what was seen lately: what is half an hour old counts half. Thread-safe. */
final class DecayedMean {

    private static final double ENOUGH = 10;
    private static final Duration HALF_LIFE = Duration.ofMinutes(30);

    private final Clock clock;
    private double sum;
    private double weight;
    private Instant at;

    DecayedMean(Clock clock) {
        this.clock = clock;
        this.at = clock.instant();
    }

    synchronized void add(double value) {
        decay();
        sum += value;
        weight++;
    }

    /** Empty while too little was seen: less than ten fresh values. */
    synchronized OptionalDouble value() {
        decay();
        return weight < ENOUGH ? OptionalDouble.empty() : OptionalDouble.of(sum / weight);
    }

    private void decay() {
        Instant now = clock.instant();
        double passed = Duration.between(at, now).toMillis();
        if (passed > 0) {
            double left = Math.pow(0.5, passed / HALF_LIFE.toMillis());
            sum *= left;
            weight *= left;
            at = now;
        }
    }
}
