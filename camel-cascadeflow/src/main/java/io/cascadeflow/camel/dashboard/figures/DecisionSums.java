package io.cascadeflow.camel.dashboard.figures;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.pricing.Usd;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What some decisions of one cascade come to, by what is on record of each. Not thread-safe. */
public final class DecisionSums {

    private static final int MOST_PLACES = 100;

    /**
     * Who was asked.
     *
     * @param model {@code provider:model}; empty where the tier did not say
     */
    public record Place(String tier, String model) {}

    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Map<Place, TierSums> tiers = new LinkedHashMap<>();
    private final Map<String, Long> passedOver = new TreeMap<>();
    private final Latencies latencies = new Latencies();
    private long decisions;
    private long costNanos;

    void add(JsonNode decision) {
        decisions++;
        outcomes.merge(decision.path("outcome").asText("unknown"), 1L, Long::sum);
        costNanos += nanos(decision, "totalCostUsd");
        long took = 0;
        boolean timed = false;
        for (JsonNode tier : decision.path("tiers")) {
            at(new Place(tier.path("tier").asText(), tier.path("model").asText()))
                    .add(tier);
            timed |= tier.hasNonNull("latencyMs");
            took += tier.path("latencyMs").asLong();
        }
        decision.path("skipped").forEach(skipped -> pass(skipped.path("tier").asText(), 1L));
        if (timed) {
            latencies.add(took);
        }
    }

    private void pass(String tier, long times) {
        String known = passedOver.containsKey(tier) || passedOver.size() < MOST_PLACES ? tier : "other";
        passedOver.merge(known, times, Long::sum);
    }

    /** Names of tiers may be made up by routes without end. */
    private TierSums at(Place place) {
        Place known = tiers.containsKey(place) || tiers.size() < MOST_PLACES ? place : new Place("other", "");
        return tiers.computeIfAbsent(known, any -> new TierSums());
    }

    void add(DecisionSums other) {
        decisions += other.decisions;
        costNanos += other.costNanos;
        latencies.add(other.latencies);
        other.outcomes.forEach((outcome, times) -> outcomes.merge(outcome, times, Long::sum));
        other.passedOver.forEach(this::pass);
        other.tiers.forEach((place, sums) -> at(place).add(sums));
    }

    static long nanos(JsonNode of, String member) {
        return of.hasNonNull(member) ? Usd.of(of.path(member).asText()).nanos() : 0;
    }

    public long decisions() {
        return decisions;
    }

    public long outcome(String outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** What they cost together. */
    public Usd cost() {
        return new Usd(costNanos);
    }

    /** How long their tiers took, one after the other. */
    public Latencies latencies() {
        return latencies;
    }

    /** By tier and model, the one asked most first. */
    public List<Map.Entry<Place, TierSums>> tiers() {
        return tiers.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<Place, TierSums> entry) ->
                                -entry.getValue().asked())
                        .thenComparing(entry -> entry.getKey().toString()))
                .toList();
    }

    /** By tier, whatever its models. */
    public Map<String, TierSums> byTier() {
        Map<String, TierSums> sums = new LinkedHashMap<>();
        tiers().forEach(entry -> sums.computeIfAbsent(entry.getKey().tier(), any -> new TierSums())
                .add(entry.getValue()));
        return sums;
    }

    /** How often a tier was not asked because that seemed not worth it, by tier. */
    public Map<String, Long> passedOver() {
        return Collections.unmodifiableMap(passedOver);
    }
}
