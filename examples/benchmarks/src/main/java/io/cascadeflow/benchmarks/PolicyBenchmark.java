package io.cascadeflow.benchmarks;

import io.cascadeflow.policy.Condition;
import io.cascadeflow.policy.Condition.Above;
import io.cascadeflow.policy.Condition.Every;
import io.cascadeflow.policy.Condition.Not;
import io.cascadeflow.policy.Condition.Says;
import io.cascadeflow.policy.Constraint;
import io.cascadeflow.policy.Facts;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.Rule;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.policy.Ruling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One evaluation of a policy with 40 known facts, of which each rule asks for one to three. One thread. */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PolicyBenchmark {

    private static final int FACTS = 40;
    private static final int VALUES = 20;

    /** How many rules. */
    @Param({"10", "100", "1000"})
    public int rules = 1000;

    private final Facts facts = facts();
    private Policy policy = Policy.NONE;

    private static Facts facts() {
        Map<String, Set<String>> words = new HashMap<>();
        Map<String, Double> numbers = new HashMap<>();
        for (int i = 0; i < FACTS / 2; i++) {
            words.put("header.h" + i, Set.of("value" + i % VALUES));
            numbers.put("number" + i, i / 10.0);
        }
        return new Facts(words, numbers, Instant.EPOCH);
    }

    private static Condition condition(int i) {
        Condition word = new Says("header.h" + i % (FACTS / 2), Set.of("value" + i % 7, "other" + i));
        Condition number = new Above("number" + i % (FACTS / 2), i % 30 / 10.0);
        return switch (i % 3) {
            case 0 -> word;
            case 1 -> new Every(List.of(word, number));
            default -> new Every(List.of(number, new Not(word), new Says("tenant", Set.of("acme"))));
        };
    }

    @Setup
    public void policy() {
        List<Rule> all = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            all.add(new Rule("rule" + i, Mode.ENFORCE, condition(i), List.of(new Constraint.AcceptAbove(0.5))));
        }
        policy = new Policy("benchmark", all);
    }

    @Benchmark
    public Ruling evaluate() {
        return policy.on(facts);
    }

    /** The same, and what most calls ask of it. */
    @Benchmark
    public @Nullable Double evaluateAndAsk() {
        return policy.on(facts).threshold(0.7, false);
    }
}
