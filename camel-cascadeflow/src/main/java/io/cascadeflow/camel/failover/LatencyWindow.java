package io.cascadeflow.camel.failover;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What the last hundred answers took, none older than ten minutes; one counts half as much as one two minutes later. Thread-safe. */
public final class LatencyWindow {

    private static final int MOST = 100;
    private static final int ENOUGH = 20;
    private static final Duration OLDEST = Duration.ofMinutes(10);
    private static final Duration HALF_LIFE = Duration.ofMinutes(2);

    /** Sums of doubles are not exact. */
    private static final double ROUNDING = 1e-9;

    private final Clock clock;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(Instant at, Duration took) {

        /** An answer counts half as much as one two minutes later. */
        double weight(Instant now) {
            return Math.pow(0.5, Duration.between(at, now).toMillis() / (double) HALF_LIFE.toMillis());
        }
    }

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
        Instant now = clock.instant();
        Instant oldest = now.minus(OLDEST);
        while (!samples.isEmpty() && samples.getFirst().at().isBefore(oldest)) {
            samples.removeFirst();
        }
        if (samples.size() < least) {
            return Optional.empty();
        }
        List<Sample> sorted = new ArrayList<>(samples);
        sorted.sort(Comparator.comparing(Sample::took));
        double all = sorted.stream().mapToDouble(sample -> sample.weight(now)).sum();
        double upTo = 0;
        for (Sample sample : sorted) {
            upTo += sample.weight(now);
            if (upTo >= share * all * (1 - ROUNDING)) {
                return Optional.of(sample.took());
            }
        }
        return Optional.of(sorted.get(sorted.size() - 1).took());
    }
}
