package io.cascadeflow.budget.report.savings;

import io.cascadeflow.budget.LedgerEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Savings that grow with the ledger: each line is looked at once, and any stretch from the beginning of an hour to the newest line
 * can be asked for. They are those that {@link ListPriceSavings} and {@link LedgerAudits} read of that stretch, to the nano-dollar.
 * Thread-safe.
 */
public final class HourlySavings {

    private final ListPriceSavings byListPrice;
    private final LedgerAudits byAudits;
    /** Decisions by the hour of their first line. */
    private final NavigableMap<Instant, Sums> begun = new TreeMap<>();
    /** Of decisions that had begun before an hour, what is left of them from there on. */
    private final NavigableMap<Instant, Sums> goneOn = new TreeMap<>();

    private final Decisions<NavigableMap<Instant, DecisionSpend>> decisions = new Decisions<>(over -> {});

    private static final class Sums {
        private final Tally listed = new Tally();
        private final AuditedSums audited = new AuditedSums();

        private void add(Sums other) {
            listed.add(other.listed);
            audited.add(other.audited);
        }
    }

    /**
     * What was saved in a stretch of time.
     *
     * @param byAudits with an interval
     * @param samples how many drafts were audited by a last tier, whether that is enough for {@code byAudits} or not
     */
    public record Saved(Savings byListPrice, Savings byAudits, long samples) {}

    public HourlySavings(ListPriceSavings byListPrice, LedgerAudits byAudits) {
        this.byListPrice = byListPrice;
        this.byAudits = byAudits;
    }

    /** Whether that is what these savings are compared with. */
    public boolean isBy(ListPriceSavings listPrice, LedgerAudits audits) {
        return byListPrice.equals(listPrice) && byAudits.equals(audits);
    }

    /** The next line in the order of time. */
    public synchronized void add(LedgerEntry line) {
        Instant hour = line.at().truncatedTo(ChronoUnit.HOURS);
        NavigableMap<Instant, DecisionSpend> stretches =
                decisions.at(line.call().decision(), line.at(), TreeMap::new);
        // by the hour from which on its lines are looked at: from its first, and from each that has begun since
        Instant next = stretches.isEmpty() ? hour : stretches.lastKey().plus(1, ChronoUnit.HOURS);
        while (!next.isAfter(hour)) {
            Sums sums = sums(stretches.isEmpty(), next);
            DecisionSpend fresh = new DecisionSpend(line);
            stretches.put(next, fresh);
            count(fresh, sums, 1);
            next = next.plus(1, ChronoUnit.HOURS);
        }
        Instant first = stretches.firstKey();
        stretches.forEach((from, decision) -> {
            Sums sums = sums(from.equals(first), from);
            count(decision, sums, -1);
            decision.add(line);
            count(decision, sums, 1);
        });
    }

    private Sums sums(boolean isFirst, Instant hour) {
        return (isFirst ? begun : goneOn).computeIfAbsent(hour, any -> new Sums());
    }

    private void count(DecisionSpend decision, Sums sums, int times) {
        byListPrice.add(decision, sums.listed, times);
        byAudits.add(decision, sums.audited, times);
    }

    /** Forgets what began before an hour. */
    public synchronized void forgetBefore(Instant hour) {
        begun.headMap(hour).clear();
        goneOn.headMap(hour).clear();
    }

    /** From the beginning of an hour on. */
    public synchronized Saved from(Instant hour) {
        Sums all = new Sums();
        begun.tailMap(hour, true).values().forEach(all::add);
        Sums before = goneOn.get(hour);
        if (before != null) {
            all.add(before);
        }
        return new Saved(ListPriceSavings.savings(all.listed), all.audited.savings(), all.audited.samples());
    }
}
