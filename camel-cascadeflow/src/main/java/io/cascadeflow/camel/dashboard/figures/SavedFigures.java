package io.cascadeflow.camel.dashboard.figures;

import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.SpendSource;
import io.cascadeflow.budget.report.savings.HourlySavings;
import io.cascadeflow.budget.report.savings.HourlySavings.Saved;
import io.cascadeflow.budget.report.savings.LedgerAudits;
import io.cascadeflow.budget.report.savings.ListPriceSavings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What cascades saved, as {@link ListPriceSavings} and {@link LedgerAudits} reckon it from the ledger's lines, of which each is read
 * once: first those of the last day, then those of a month. When it is to be compared with something else, all is read anew, while
 * what was known before is shown. {@link #read} is for one thread at a time; the rest is thread-safe.
 */
public final class SavedFigures {

    /** So that what else is read does not wait for long. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private static final Duration STRETCH = Duration.ofMinutes(15);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration BETWEEN = Duration.ofSeconds(10);
    /** Of the time at most a hundredth goes into reading all anew. */
    private static final int SELDOM = 100;

    private final SpendSource source;
    private volatile @Nullable Reading shown;
    private @Nullable Reading next;
    private Instant readAt = Instant.EPOCH;
    private Instant anewAt = Instant.EPOCH;
    private Duration took = Duration.ZERO;
    private boolean isStale;

    /** Lines from some time on. */
    private static final class Reading {
        private final HourlySavings savings;
        private final Instant from;
        private volatile Instant to;
        /** Some of the lines that come next are in it already, nobody knows which. */
        private boolean isTorn;

        Reading(ListPriceSavings byListPrice, LedgerAudits byAudits, Instant from) {
            this.savings = new HourlySavings(byListPrice, byAudits);
            this.from = from;
            this.to = from;
        }
    }

    SavedFigures(SpendSource source) {
        this.source = source;
    }

    /** Lines came too late to be read in the order of time. */
    void spoil() {
        isStale = true;
    }

    /** Whether anything is to be read again: what it is compared with need not be known before. */
    boolean isDue(Instant now) {
        return next != null || isStale || Duration.between(readAt, now).abs().compareTo(BETWEEN) >= 0;
    }

    /**
     * Reads on, for a moment.
     *
     * @param spent the hours in which anything was spent
     * @param known when those were read: what came later is not among them
     * @throws io.cascadeflow.budget.LedgerException when the ledger cannot be read; what was read before is still shown
     */
    void read(
            NavigableSet<Instant> spent,
            Instant known,
            ListPriceSavings byListPrice,
            LedgerAudits byAudits,
            Clock clock) {
        Instant now = clock.instant();
        Instant oldest = now.minus(DecisionFigures.KEPT).truncatedTo(ChronoUnit.HOURS);
        readAt = now;
        begin(byListPrice, byAudits, now, oldest);
        Instant until = known.minus(SpendFigures.LATE);
        for (Reading reading : new Reading[] {shown, next}) {
            if (reading != null) {
                reading.savings.forgetBefore(oldest);
                readOn(reading, spent, until, now.plus(AT_ONCE), clock);
            }
        }
        if (next != null && !next.to.isBefore(until)) {
            shown = next;
            next = null;
            took = Duration.between(anewAt, clock.instant()).abs();
        }
    }

    private void begin(ListPriceSavings byListPrice, LedgerAudits byAudits, Instant now, Instant oldest) {
        Reading known = shown;
        if (known == null || known.isTorn) {
            shown = new Reading(byListPrice, byAudits, now.minus(DAY).truncatedTo(ChronoUnit.HOURS));
            next = new Reading(byListPrice, byAudits, oldest);
            anewAt = now;
            return;
        }
        if (next != null && next.isTorn) {
            next = new Reading(byListPrice, byAudits, oldest);
        }
        boolean isOther = isStale || !known.savings.isBy(byListPrice, byAudits);
        if (next == null && isOther && !anewAt.plus(took.multipliedBy(SELDOM)).isAfter(now)) {
            next = new Reading(byListPrice, byAudits, oldest);
            anewAt = now;
            isStale = false;
        }
    }

    private void readOn(Reading reading, NavigableSet<Instant> spent, Instant until, Instant end, Clock clock) {
        while (reading.to.isBefore(until) && !clock.instant().isAfter(end)) {
            Instant hour = spent.ceiling(reading.to.truncatedTo(ChronoUnit.HOURS));
            if (hour == null || !hour.isBefore(until)) {
                reading.to = until;
                return;
            }
            Instant from = hour.isAfter(reading.to) ? hour : reading.to;
            Instant to = from.plus(STRETCH).isBefore(until) ? from.plus(STRETCH) : until;
            read(reading, new SpendRange(from, to));
        }
    }

    private void read(Reading reading, SpendRange range) {
        AtomicLong taken = new AtomicLong();
        try {
            source.lines(range, line -> {
                taken.incrementAndGet();
                reading.savings.add(line);
            });
            reading.to = range.to();
        } catch (RuntimeException e) {
            reading.isTorn = taken.get() > 0;
            throw e;
        }
    }

    /** From the beginning of an hour on, up to a minute ago; empty before anything was read. */
    public Optional<Saved> from(Instant hour) {
        Reading reading = shown;
        return reading == null ? Optional.empty() : Optional.of(reading.savings.from(hour));
    }

    /** How many hours of those from there on are not read yet. */
    public long left(Instant hour, Instant now) {
        Reading reading = shown;
        if (reading == null) {
            return Duration.between(hour, now).toHours();
        }
        Duration before = hour.isBefore(reading.from) ? Duration.between(hour, reading.from) : Duration.ZERO;
        return before.plus(Duration.between(reading.to, now)).toHours();
    }
}
