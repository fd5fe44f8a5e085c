package io.cascadeflow.camel.failover;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What the last hundred answers took, none older than ten minutes. Thread-safe. */
public final class LatencyWindow {

    private static final int MOST = 100;
    private static final int ENOUGH = 20;
    private static final Duration OLDEST = Duration.ofMinutes(10);

    private final Clock clock;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(Instant at, Duration took) {}

    public LatencyWindow(Clock clock) {
        this.clock = clock;
    }

    public synchronized void add(Duration took) {
        samples.addLast(new Sample(clock.instant(), took));
        if (samples.size() > MOST) {
            samples.removeFirst();
        }
    }

    /**
     * The time that this share of the answers took at most; empty while there are fewer than twenty.
     *
     * @param share above 0 up to 1
     */
    public Optional<Duration> quantile(double share) {
        return quantile(share, ENOUGH);
    }

    /** Half of the answers took at most this; empty when there is none. */
    Optional<Duration> median() {
        return quantile(0.5, 1);
    }

    private synchronized Optional<Duration> quantile(double share, int least) {
        Instant oldest = clock.instant().minus(OLDEST);
        while (!samples.isEmpty() && samples.getFirst().at().isBefore(oldest)) {
            samples.removeFirst();
        }
        if (samples.size() < least) {
            return Optional.empty();
        }
        int rank = (int) Math.ceil(share * samples.size());
        long[] nanos = samples.stream()
                .mapToLong(sample -> sample.took().toNanos())
                .sorted()
                .toArray();
        return Optional.of(Duration.ofNanos(nanos[Math.max(0, rank - 1)]));
    }
}
