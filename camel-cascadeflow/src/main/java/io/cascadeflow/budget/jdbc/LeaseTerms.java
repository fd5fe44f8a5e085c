package io.cascadeflow.budget.jdbc;

import java.time.Duration;

/**
 * How a node takes slices of budgets to itself.
 *
 * @param lifetime after how long without a sign of life the slices of a node go back, 1 s to an hour. The node trusts them for
 *     half of that, so clocks may differ by the other half
 * @param idle after how long without a call a slice goes back
 * @param mostCalls calls on their way and ends not yet written, together; with more, calls are refused
 */
public record LeaseTerms(Duration lifetime, Duration idle, int mostCalls) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** 15 seconds, 1 second, 200,000 calls. */
    public static final LeaseTerms DEFAULT = new LeaseTerms(Duration.ofSeconds(15), Duration.ofSeconds(1), 200_000);

    public LeaseTerms {
        if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0 || idle.isNegative()) {
            throw new IllegalArgumentException("slices that live for %s and go back after %s: they live from %s to %s"
                    .formatted(lifetime, idle, SHORTEST, LONGEST));
        }
        if (mostCalls < 1) {
            throw new IllegalArgumentException("room for %d calls: make it 1 or more".formatted(mostCalls));
        }
    }
}
