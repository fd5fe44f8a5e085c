package io.cascadeflow.policy;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What is known about one call before it is made. What is not known is not there, and no condition on it holds. Immutable.
 *
 * @param words by a fact's name what it says: one word, or several such as tags
 * @param numbers by a fact's name its number, never NaN
 * @param verdicts by an expression what it said; {@link Verdict#UNKNOWN} when it failed
 * @param at the time of the call
 */
public record Facts(
        Map<String, Set<String>> words, Map<String, Double> numbers, Map<Expression, Verdict> verdicts, Instant at) {

    public Facts {
        words = Map.copyOf(words);
        numbers = Map.copyOf(numbers);
        verdicts = Map.copyOf(verdicts);
    }

    /** What a fact says; empty when it is not known, or a number. */
    public Set<String> said(Fact fact) {
        return words.getOrDefault(fact.word(), Set.of());
    }

    /** A fact's number; empty when it is not known, or words. */
    public OptionalDouble number(Fact fact) {
        Double number = numbers.get(fact.word());
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    /** Without expressions. */
    public Facts(Map<String, Set<String>> words, Map<String, Double> numbers, Instant at) {
        this(words, numbers, Map.of(), at);
    }
}
