package io.cascadeflow.camel.observe;

import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.pricing.Usd;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts what a cascade did. Thread-safe; keyed by tiers and outcomes only, so it does not grow. */
public final class CascadeStatistics implements Consumer<DecidedRun> {

    private final LongAdder calls = new LongAdder();
    private final LongAdder escalations = new LongAdder();
    private final LongAdder costNanos = new LongAdder();
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> skips = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();

    @Override
    public void accept(DecidedRun run) {
        Decision decision = run.decision();
        calls.increment();
        escalations.add(Math.max(0, decision.attempts().size() - 1));
        costNanos.add(decision.totalCost().nanos());
        count(outcomes, decision.outcome().toString());
        decision.skipped().forEach(skipped -> count(skips, skipped.tier().name()));
        Attempt answer = run.answer();
        if (answer != null) {
            count(answers, answer.tier().name());
        }
    }

    public long calls() {
        return calls.sum();
    }

    /** Tiers that were asked because the one before was not good enough. */
    public long escalations() {
        return escalations.sum();
    }

    public Map<String, Long> answersByTier() {
        return sums(answers);
    }

    public Map<String, Long> skipsByTier() {
        return sums(skips);
    }

    public Map<String, Long> outcomes() {
        return sums(outcomes);
    }

    /** In US dollars. */
    public BigDecimal totalCost() {
        return new Usd(costNanos.sum()).toBigDecimal();
    }

    private static void count(Map<String, LongAdder> counts, String key) {
        counts.computeIfAbsent(key, k -> new LongAdder()).increment();
    }

    /** A plain map, which JMX can send to a client. */
    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((key, count) -> sums.put(key, count.sum()));
        return sums;
    }
}
