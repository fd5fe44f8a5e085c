package io.cascadeflow.camel.eip;

import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.pricing.Usd;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts what a cascade did. Thread-safe; keyed by tiers and outcomes only, so it does not grow. */
final class CascadeStatistics implements Consumer<Step.Finish> {

    private final LongAdder calls = new LongAdder();
    private final LongAdder escalations = new LongAdder();
    private final LongAdder costNanos = new LongAdder();
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> skips = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();

    @Override
    public void accept(Step.Finish finish) {
        calls.increment();
        escalations.add(Math.max(0, finish.state().attempts().size() - 1));
        costNanos.add(finish.state().totalCost().nanos());
        count(outcomes, finish.outcome().toString());
        finish.state().skipped().forEach(skipped -> count(skips, skipped.tier().name()));
        Attempt answer = finish.answer();
        if (answer != null) {
            count(answers, answer.tier().name());
        }
    }

    long calls() {
        return calls.sum();
    }

    long escalations() {
        return escalations.sum();
    }

    Map<String, Long> answersByTier() {
        return sums(answers);
    }

    Map<String, Long> skipsByTier() {
        return sums(skips);
    }

    Map<String, Long> outcomes() {
        return sums(outcomes);
    }

    BigDecimal totalCost() {
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
