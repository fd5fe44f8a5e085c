package io.cascadeflow.camel.dashboard.figures;

import io.cascadeflow.budget.CalendarWindow;
import io.cascadeflow.budget.CalendarWindow.Unit;
import io.cascadeflow.budget.report.Spend;
import io.cascadeflow.budget.report.SpendKey;
import io.cascadeflow.budget.report.SpendQuery;
import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.SpendRow;
import io.cascadeflow.budget.report.SpendSource;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;

/**
 * The ledger, added up by hour, cascade and model, for a month. What ended a minute ago is complete on the ledger, so it is read
 * once, and only what is newer is read again each time; an hour is read once more when it has been over for ten minutes, as another
 * node's clock may be behind. {@link #read} is for one thread at a time; the rest is thread-safe.
 */
public final class SpendFigures {

    /** So long after their time nodes may write lines. */
    static final Duration LATE = Duration.ofMinutes(1);

    private static final CalendarWindow HOUR = new CalendarWindow(Unit.HOUR, ZoneOffset.UTC);
    /** As late as another node's clock may be ahead, or behind. */
    private static final Duration ASKEW = Duration.ofMinutes(10);
    /** One stretch, so that the first reading shows the newest days soon. */
    private static final Duration STRETCH = Duration.ofDays(1);
    /** Less is not worth a reading of its own. */
    private static final Duration LEAST = Duration.ofMinutes(1);

    private final SpendSource source;
    private Hours complete = new Hours();
    private volatile Hours shown = new Hours();
    private volatile Instant readAt = Instant.EPOCH;
    private Instant readTo = Instant.EPOCH;
    private Instant checkedTo = Instant.EPOCH;

    /**
     * Whose spending.
     *
     * @param cascade empty for calls without one
     * @param model whose price was taken
     */
    public record Key(String cascade, String model) {}

    /** What was read; not changed once it is shown, and neither is what is in it. */
    private static final class Hours {
        private final NavigableMap<Instant, Map<Key, Spend>> byStart;

        Hours() {
            byStart = new TreeMap<>();
        }

        Hours(Hours other) {
            byStart = new TreeMap<>(other.byStart);
        }

        /** What a node's self-test puts on the ledger is nobody's money. */
        void add(SpendRow row) {
            if (row.value(SpendKey.MODEL).equals(CascadeFlowBudgets.SELF_TEST)) {
                return;
            }
            Key key = new Key(row.value(SpendKey.CASCADE), row.value(SpendKey.MODEL));
            Instant hour = row.bucket().start().truncatedTo(ChronoUnit.HOURS);
            Map<Key, Spend> sums = new HashMap<>(byStart.getOrDefault(hour, Map.of()));
            sums.merge(key, row.spend(), Spend::plus);
            byStart.put(hour, sums);
        }
    }

    public SpendFigures(SpendSource source) {
        this.source = source;
    }

    /**
     * Reads on up to now. The first time that is a month.
     *
     * @return whether all lines came in time; not when an hour turned out to have others than were read before
     * @throws io.cascadeflow.budget.LedgerException when the ledger cannot be read; what was read before is still shown
     */
    public boolean read(Instant now) {
        Instant until = now.minus(LATE);
        Instant oldest = now.minus(DecisionFigures.KEPT).truncatedTo(ChronoUnit.HOURS);
        boolean isFirst = readTo.equals(Instant.EPOCH);
        Instant from = readTo.isBefore(oldest) ? oldest : readTo;
        if (!from.plus(LEAST).isAfter(until)) {
            Hours next = new Hours(complete);
            next.byStart.headMap(oldest).clear();
            while (from.isBefore(until)) {
                Instant to = from.plus(STRETCH).isBefore(until) ? from.plus(STRETCH) : until;
                add(from, to, next);
                from = to;
            }
            complete = next;
            readTo = from;
        }
        checkedTo = isFirst ? until.truncatedTo(ChronoUnit.HOURS) : checkedTo;
        boolean inTime = check(now);
        Hours withLast = new Hours(complete);
        add(readTo, now.plus(ASKEW), withLast);
        shown = withLast;
        readAt = now;
        return inTime;
    }

    /** Reads the hour that has been over for a while again. */
    private boolean check(Instant now) {
        Instant end = checkedTo.plus(1, ChronoUnit.HOURS);
        if (end.plus(ASKEW).isAfter(now) || end.isAfter(readTo)) {
            return true;
        }
        Hours again = new Hours();
        add(checkedTo, end, again);
        Map<Key, Spend> known = complete.byStart.getOrDefault(checkedTo, Map.of());
        Map<Key, Spend> found = again.byStart.getOrDefault(checkedTo, Map.of());
        if (!found.equals(known)) {
            Hours corrected = new Hours(complete);
            corrected.byStart.put(checkedTo, found);
            complete = corrected;
        }
        checkedTo = end;
        return found.equals(known);
    }

    private void add(Instant from, Instant to, Hours hours) {
        SpendQuery query = new SpendQuery(new SpendRange(from, to), HOUR, List.of(), Map.of())
                .by(SpendKey.CASCADE, SpendKey.MODEL);
        source.spend(query, hours::add);
    }

    /** By cascade and model, from the hour that an instant is in on. */
    public Map<Key, Spend> byKey(Instant from) {
        Map<Key, Spend> sums = new HashMap<>();
        since(from).values().forEach(hour -> hour.forEach((key, spend) -> sums.merge(key, spend, Spend::plus)));
        return sums;
    }

    public Spend all(Instant from) {
        return byKey(from).values().stream().reduce(Spend.NONE, Spend::plus);
    }

    /** When it was read last. */
    Instant readAt() {
        return readAt;
    }

    /** In which anything was posted. */
    NavigableSet<Instant> hours() {
        return Collections.unmodifiableNavigableSet(shown.byStart.navigableKeySet());
    }

    /** By hour, oldest first; hours in which nothing was posted are left out. */
    public NavigableMap<Instant, Spend> byHour(Instant from) {
        NavigableMap<Instant, Spend> sums = new TreeMap<>();
        since(from)
                .forEach((start, hour) -> sums.put(start, hour.values().stream().reduce(Spend.NONE, Spend::plus)));
        return sums;
    }

    private NavigableMap<Instant, Map<Key, Spend>> since(Instant from) {
        return shown.byStart.tailMap(from.truncatedTo(ChronoUnit.HOURS), true);
    }
}
