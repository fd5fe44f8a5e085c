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
 * @param failed the names of the facts that could not be found out, because what finds them out failed: any condition on them may
 *     hold
 * @param at the time of the call
 */
public record Facts(
        Map<String, Set<String>> words,
        Map<String, Double> numbers,
        Map<Expression, Verdict> verdicts,
        Set<String> failed,
        Instant at) {

    public Facts {
        words = Map.copyOf(words);
        numbers = Map.copyOf(numbers);
        verdicts = Map.copyOf(verdicts);
        failed = Set.copyOf(failed);
    }

    /** Of which none failed. */
    public Facts(
            Map<String, Set<String>> words,
            Map<String, Double> numbers,
            Map<Expression, Verdict> verdicts,
            Instant at) {
        this(words, numbers, verdicts, Set.of(), at);
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
        this(words, numbers, Map.of(), Set.of(), at);
    }

    /** With what expressions said. */
    public Facts with(Map<Expression, Verdict> verdicts) {
        return new Facts(words, numbers, verdicts, failed, at);
    }

    /** What a condition comes to on a fact that is not there. */
    Verdict unknown(String fact) {
        return failed.contains(fact) ? Verdict.UNKNOWN : Verdict.NO;
    }
}
