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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The ledger, added up by hour, cascade and model, for a month. What ended a minute ago is complete on the ledger, so it is read
 * once; only the last minute is read again each time. {@link #read} is for one thread at a time; the rest is thread-safe.
 */
public final class SpendFigures {

    private static final CalendarWindow HOUR = new CalendarWindow(Unit.HOUR, ZoneOffset.UTC);
    private static final Duration LATE = Duration.ofMinutes(1);
    /** As late as another node's clock may be ahead. */
    private static final Duration AHEAD = Duration.ofMinutes(10);
    /** One stretch, so that the first reading shows the newest days soon. */
    private static final Duration STRETCH = Duration.ofDays(1);

    private final SpendSource source;
    private Hours complete = new Hours();
    private volatile Hours shown = new Hours();
    private volatile Instant readTo = Instant.EPOCH;

    /**
     * Whose spending.
     *
     * @param cascade empty for calls without one
     * @param model whose price was taken
     */
    public record Key(String cascade, String model) {}

    /** What was read; not changed once it is shown. */
    private static final class Hours {
        private final NavigableMap<Instant, Map<Key, Spend>> byStart = new TreeMap<>();

        Hours() {}

        Hours(Hours other) {
            other.byStart.forEach((start, sums) -> byStart.put(start, new HashMap<>(sums)));
        }

        /** What a node's self-test puts on the ledger is nobody's money. */
        void add(SpendRow row) {
            if (row.value(SpendKey.MODEL).equals(CascadeFlowBudgets.SELF_TEST)) {
                return;
            }
            Key key = new Key(row.value(SpendKey.CASCADE), row.value(SpendKey.MODEL));
            byStart.computeIfAbsent(row.bucket().start().truncatedTo(ChronoUnit.HOURS), any -> new HashMap<>())
                    .merge(key, row.spend(), Spend::plus);
        }
    }

    public SpendFigures(SpendSource source) {
        this.source = source;
    }

    /**
     * Reads on up to now. The first time that is a month.
     *
     * @throws io.cascadeflow.budget.LedgerException when the ledger cannot be read; what was read before is still shown
     */
    public void read(Instant now) {
        Instant until = now.minus(LATE);
        Instant oldest = now.minus(DecisionFigures.KEPT).truncatedTo(ChronoUnit.HOURS);
        Hours next = new Hours(complete);
        next.byStart.headMap(oldest).clear();
        Instant from = readTo.isBefore(oldest) ? oldest : readTo;
        while (from.isBefore(until)) {
            Instant to = from.plus(STRETCH).isBefore(until) ? from.plus(STRETCH) : until;
            add(from, to, next);
            from = to;
        }
        Hours withLast = new Hours(next);
        add(from, now.plus(AHEAD), withLast);
        complete = next;
        readTo = from;
        shown = withLast;
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
