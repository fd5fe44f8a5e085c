package io.cascadeflow.camel.dashboard.figures;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.pricing.Usd;
import java.util.Map;
import java.util.TreeMap;

/** What one tier did with one model. Not thread-safe. */
public final class TierSums {

    /** So many equal parts from 0 to 1. */
    public static final int CONFIDENCES = 10;

    private static final int MOST_REASONS = 30;

    private final Map<String, Long> turnedDown = new TreeMap<>();
    private final Latencies latencies = new Latencies();
    private final long[] accepted = new long[CONFIDENCES];
    private final long[] notAccepted = new long[CONFIDENCES];
    private long asked;
    private long taken;
    private long costNanos;

    void add(JsonNode tier) {
        asked++;
        boolean isTaken = tier.path("accepted").asBoolean();
        if (isTaken) {
            taken++;
        } else {
            count(tier.path("why").asText("unknown"), 1);
        }
        costNanos += DecisionSums.nanos(tier, "costUsd");
        if (tier.hasNonNull("latencyMs")) {
            latencies.add(tier.path("latencyMs").asLong());
        }
        if (tier.hasNonNull("confidence")) {
            int part = (int) Math.min(
                    CONFIDENCES - 1, Math.max(0, tier.path("confidence").asDouble() * CONFIDENCES));
            (isTaken ? accepted : notAccepted)[part]++;
        }
    }

    /** Adds what another one counted. */
    public void add(TierSums other) {
        asked += other.asked;
        taken += other.taken;
        costNanos += other.costNanos;
        latencies.add(other.latencies);
        other.turnedDown.forEach(this::count);
        for (int i = 0; i < CONFIDENCES; i++) {
            accepted[i] += other.accepted[i];
            notAccepted[i] += other.notAccepted[i];
        }
    }

    private void count(String why, long times) {
        String known = turnedDown.containsKey(why) || turnedDown.size() < MOST_REASONS ? why : "other";
        turnedDown.merge(known, times, Long::sum);
    }

    /** How often it was asked. */
    public long asked() {
        return asked;
    }

    /** How many of its answers were given. */
    public long taken() {
        return taken;
    }

    /** Why the others were not, by how often: the words of the record. */
    public Map<String, Long> turnedDown() {
        return Map.copyOf(turnedDown);
    }

    /** Of those, how many did not come at all. */
    public long failed() {
        return turnedDown.getOrDefault("tier-failed", 0L);
    }

    public Usd cost() {
        return new Usd(costNanos);
    }

    public Latencies latencies() {
        return latencies;
    }

    /** Answers by confidence, in {@link #CONFIDENCES} parts. */
    public long[] accepted() {
        return accepted.clone();
    }

    /** Those that were not given, likewise. */
    public long[] notAccepted() {
        return notAccepted.clone();
    }
}
