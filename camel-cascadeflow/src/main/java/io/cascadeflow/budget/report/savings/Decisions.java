package io.cascadeflow.budget.report.savings;

import io.cascadeflow.budget.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts the lines of each decision together, as they come. A decision is passed on an hour after its last line, so memory is
 * needed for the decisions of an hour. Not thread-safe.
 */
final class Decisions implements Consumer<LedgerEntry> {

    private static final Duration OVER = Duration.ofHours(1);

    private final Map<String, DecisionSpend> running = new LinkedHashMap<>();
    private final Consumer<DecisionSpend> each;

    Decisions(Consumer<DecisionSpend> each) {
        this.each = each;
    }

    @Override
    public void accept(LedgerEntry line) {
        endBefore(line.at().minus(OVER));
        String id = line.call().decision();
        DecisionSpend known = running.remove(id);
        DecisionSpend decision = known == null ? new DecisionSpend(line) : known;
        decision.add(line);
        running.put(id, decision);
    }

    /** The decision that was heard of least recently is the first. */
    private void endBefore(Instant at) {
        Iterator<DecisionSpend> oldest = running.values().iterator();
        while (oldest.hasNext()) {
            DecisionSpend decision = oldest.next();
            if (!decision.last().isBefore(at)) {
                return;
            }
            oldest.remove();
            each.accept(decision);
        }
    }

    void end() {
        running.values().forEach(each);
        running.clear();
    }
}
