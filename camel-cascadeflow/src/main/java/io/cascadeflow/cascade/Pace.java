package io.cascadeflow.cascade;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How long the tiers usually take to answer.
 *
 * @param usual by tier; one of which too little is known is not in it, and counts as fast enough
 */
public record Pace(Map<String, Duration> usual) {

    /** Nothing is known: every tier is fast enough. */
    public static final Pace UNKNOWN = new Pace(Map.of());

    public Pace {
        usual = Map.copyOf(usual);
    }

    /** The place of the first of these tiers that can answer by the deadline; of the last when none can. */
    int firstInTime(List<Tier> tiers, @Nullable Instant deadline, Instant now) {
        if (deadline == null || usual.isEmpty()) {
            return 0;
        }
        Duration left = Duration.between(now, deadline);
        return IntStream.range(0, tiers.size())
                .filter(i ->
                        usual.getOrDefault(tiers.get(i).name(), Duration.ZERO).compareTo(left) <= 0)
                .findFirst()
                .orElse(tiers.size() - 1);
    }

    /** These tiers as passed over; a tier of which nothing is known is never late. */
    List<Skipped> late(List<Tier> tiers, Duration left) {
        return tiers.stream()
                .map(tier -> Skipped.late(tier, usual.getOrDefault(tier.name(), Duration.ZERO), left))
                .toList();
    }
}
