package io.cascadeflow.budget.report.trend;

import io.cascadeflow.pricing.Usd;

/** Whether what was spent in a bucket is unusual. */
public sealed interface Verdict {

    /**
     * Nothing to say.
     *
     * @param amount what was spent
     * @param usual what is usual in such a bucket
     */
    record Usual(Usd amount, Usd usual) implements Verdict {}

    /**
     * An alarm.
     *
     * @param amount what was spent
     * @param usual what is usual in such a bucket; more or less than {@code amount}
     * @param score how many times the usual scatter it is away, above zero when too much was spent
     * @param threshold the score from which on it is unusual, either side of zero
     */
    record Unusual(Usd amount, Usd usual, double score, double threshold) implements Verdict {}

    /**
     * Nobody can tell yet.
     *
     * @param seen how many earlier buckets can be compared with
     * @param needed how many would be enough
     */
    record TooLittleHistory(int seen, int needed) implements Verdict {}
}
