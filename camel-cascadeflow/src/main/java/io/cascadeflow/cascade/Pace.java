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

    /**
     * The place of the first of these tiers from which on there is time for all, so that a draft that is not accepted leaves enough
     * for those after it. Where there never is: of the first that can answer in time itself; of the last when none can.
     *
     * @param draftsCount whether a draft is an answer when there is no better one: then it needs no time but its own
     */
    int firstInTime(List<Tier> tiers, @Nullable Instant deadline, Instant now, boolean draftsCount) {
        if (deadline == null || usual.isEmpty()) {
            return 0;
        }
        Duration left = Duration.between(now, deadline);
        int last = tiers.size() - 1;
        int whole = draftsCount ? last + 1 : firstWithin(left, tiers, true);
        return whole <= last ? whole : Math.min(last, firstWithin(left, tiers, false));
    }

    /** The number of tiers when none is. */
    private int firstWithin(Duration left, List<Tier> tiers, boolean withThoseAfter) {
        return IntStream.range(0, tiers.size())
                .filter(i -> of(tiers.subList(i, i + 1))
                                .plus(withThoseAfter ? after(tiers, i) : Duration.ZERO)
                                .compareTo(left)
                        <= 0)
                .findFirst()
                .orElse(tiers.size());
    }

    /** What those after it take that are asked when it is not accepted; nothing when it always is. */
    private Duration after(List<Tier> tiers, int tier) {
        Duration after = Duration.ZERO;
        for (int i = tier; i < tiers.size() - 1 && tiers.get(i).acceptAbove() != null; i++) {
            after = after.plus(of(tiers.subList(i + 1, i + 2)));
        }
        return after;
    }

    /** What these take one after the other; one of which nothing is known takes nothing. */
    private Duration of(List<Tier> tiers) {
        return tiers.stream()
                .map(tier -> usual.getOrDefault(tier.name(), Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The first so many of these tiers as passed over. */
    List<Skipped> late(List<Tier> tiers, int count, Duration left) {
        return IntStream.range(0, count)
                .mapToObj(i -> Skipped.late(tiers.get(i), of(tiers.subList(i, i + 1)), after(tiers, i), left))
                .toList();
    }
}
