package io.cascadeflow.camel.dashboard.figures;

import io.cascadeflow.audit.trail.KeptDecision;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Decisions on record, added up by hour and cascade, for a month. Bounded, whatever there is; thread-safe. */
public final class DecisionFigures {

    /** How far back they go. */
    public static final Duration KEPT = Duration.ofDays(31);

    private static final int MOST_CASCADES = 200;
    /** As late as a clock may be ahead of this one. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final NavigableMap<Instant, Map<String, DecisionSums>> hours = new TreeMap<>();
    private long undated;

    /**
     * Decisions of an hour.
     *
     * @param start its first instant
     */
    public record Hour(Instant start, DecisionSums sums) {}

    /** One that is older than a month, or from the future, is only counted. */
    public synchronized void add(KeptDecision decision, Instant now) {
        Instant at = decision.at();
        if (at.isAfter(now.plus(AHEAD))) {
            undated++;
            return;
        }
        if (at.isBefore(now.minus(KEPT))) {
            return;
        }
        Map<String, DecisionSums> hour =
                hours.computeIfAbsent(at.truncatedTo(ChronoUnit.HOURS), any -> new TreeMap<>());
        String cascade = decision.json().path("cascade").asText();
        String known = hour.containsKey(cascade) || hour.size() < MOST_CASCADES ? cascade : "other";
        hour.computeIfAbsent(known, any -> new DecisionSums()).add(decision.json());
    }

    public synchronized void forgetBefore(Instant instant) {
        hours.headMap(instant.truncatedTo(ChronoUnit.HOURS)).clear();
    }

    /** Those that are dated more than a day ahead of this node's clock; they are in no sum. */
    public synchronized long fromTheFuture() {
        return undated;
    }

    /** By cascade, from the hour that an instant is in on. */
    public synchronized Map<String, DecisionSums> byCascade(Instant from) {
        Map<String, DecisionSums> sums = new TreeMap<>();
        since(from)
                .values()
                .forEach(hour -> hour.forEach((cascade, part) ->
                        sums.computeIfAbsent(cascade, any -> new DecisionSums()).add(part)));
        return sums;
    }

    /** All of them. */
    public DecisionSums all(Instant from) {
        DecisionSums all = new DecisionSums();
        byCascade(from).values().forEach(all::add);
        return all;
    }

    /** By hour, oldest first; hours without a decision are left out. */
    public synchronized List<Hour> byHour(Instant from) {
        List<Hour> list = new ArrayList<>();
        since(from).forEach((start, cascades) -> {
            DecisionSums sums = new DecisionSums();
            cascades.values().forEach(sums::add);
            list.add(new Hour(start, sums));
        });
        return list;
    }

    private NavigableMap<Instant, Map<String, DecisionSums>> since(Instant from) {
        return hours.tailMap(from.truncatedTo(ChronoUnit.HOURS), true);
    }
}
