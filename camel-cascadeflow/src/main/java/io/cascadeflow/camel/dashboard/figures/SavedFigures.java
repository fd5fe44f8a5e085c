package io.cascadeflow.camel.dashboard.figures;

import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.SpendSource;
import io.cascadeflow.budget.report.savings.ListPriceSavings;
import io.cascadeflow.budget.report.savings.Savings;
import io.cascadeflow.pricing.Usd;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What cascades saved, hour by hour, as {@link ListPriceSavings} reckons it from the ledger's lines. An hour that is over is read
 * once; the running one now and then. A decision that an hour's end cuts is taken for two. {@link #read} is for one thread at a
 * time; the rest is thread-safe.
 */
public final class SavedFigures {

    private static final Duration LATE = Duration.ofMinutes(1);
    private static final Duration BETWEEN = Duration.ofMinutes(5);
    /** So that what else is read does not wait for long. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final NavigableMap<Instant, Savings> hours = new ConcurrentSkipListMap<>();
    private final TreeSet<Instant> complete = new TreeSet<>();
    private Instant runningAt = Instant.EPOCH;
    private volatile long left;

    /**
     * What was saved in some hours.
     *
     * @param saved against the last tier alone, at list price; negative when it was lost
     * @param decisions that were compared
     * @param without decisions that could not be
     */
    public record Saved(Usd saved, Usd baseline, long decisions, long without) {

        static final Saved NONE = new Saved(Usd.ZERO, Usd.ZERO, 0, 0);

        static Saved of(Savings savings) {
            return new Saved(
                    savings.saved().orElse(Usd.ZERO),
                    savings.baselineCost().orElse(Usd.ZERO),
                    savings.decisions(),
                    savings.without());
        }

        Saved plus(Saved other) {
            return new Saved(
                    saved.plus(other.saved),
                    baseline.plus(other.baseline),
                    decisions + other.decisions,
                    without + other.without);
        }
    }

    /**
     * Reads some of the hours in which anything was spent, the newest first.
     *
     * @param spent those hours
     */
    void read(Collection<Instant> spent, ListPriceSavings savings, SpendSource source, Clock clock) {
        Instant began = clock.instant();
        Instant oldest = began.minus(DecisionFigures.KEPT).truncatedTo(ChronoUnit.HOURS);
        hours.headMap(oldest).clear();
        complete.headSet(oldest).clear();
        boolean runningIsDue = runningAt.plus(BETWEEN).isBefore(began);
        long open = 0;
        for (Instant hour : new TreeSet<>(spent).descendingSet()) {
            Instant end = hour.plus(1, ChronoUnit.HOURS);
            boolean isOver = end.plus(LATE).isBefore(began);
            if (isOver ? complete.contains(hour) : !runningIsDue) {
                continue;
            }
            if (Duration.between(began, clock.instant()).compareTo(AT_ONCE) > 0) {
                open++;
                continue;
            }
            hours.put(hour, savings.in(new SpendRange(hour, end), source));
            if (isOver) {
                complete.add(hour);
            } else {
                runningAt = began;
            }
        }
        left = open;
    }

    /** Hours that are not read yet. */
    public long left() {
        return left;
    }

    public Saved all(Instant from) {
        return hours.tailMap(from.truncatedTo(ChronoUnit.HOURS), true).values().stream()
                .map(Saved::of)
                .reduce(Saved.NONE, Saved::plus);
    }
}
