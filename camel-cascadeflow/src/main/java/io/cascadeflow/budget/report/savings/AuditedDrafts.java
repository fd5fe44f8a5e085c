package io.cascadeflow.budget.report.savings;

import java.math.BigInteger;

/**
 * Drafts of one tier of a cascade that were its answers, and those of them about which the last tier was asked too. Each had the
 * same chance of that, so their mean stands for all: a stratum of Cochran (1977), chapter 5. Sums are exact, so that what was added
 * can be taken away again. Not thread-safe.
 */
final class AuditedDrafts {

    private final Tally tally = new Tally();
    private long all;
    private long samples;
    private BigInteger sum = BigInteger.ZERO;
    private BigInteger squares = BigInteger.ZERO;

    /** @param isSample whether the last tier answered too */
    void add(DecisionSpend decision, boolean isSample, int times) {
        tally.compareElsewhere(decision, times);
        all += times;
        AnsweredCall audit = decision.audit();
        if (isSample && audit != null) {
            long own = decision.spent().minus(decision.audits()).nanos();
            BigInteger saved = BigInteger.valueOf(audit.settled().nanos() - own);
            BigInteger factor = BigInteger.valueOf(times);
            samples += times;
            sum = sum.add(saved.multiply(factor));
            squares = squares.add(saved.multiply(saved).multiply(factor));
        }
    }

    void add(AuditedDrafts other) {
        tally.add(other.tally);
        all += other.all;
        samples += other.samples;
        sum = sum.add(other.sum);
        squares = squares.add(other.squares);
    }

    /** Whether the samples tell something of all. */
    boolean isKnown() {
        return samples == all || samples >= AuditSavings.NEEDED;
    }

    Tally tally() {
        return tally;
    }

    long all() {
        return all;
    }

    long samples() {
        return samples;
    }

    /** What all together saved, in nano-dollars, without what the audits cost. */
    double total() {
        return samples == 0 ? 0 : sum.doubleValue() / samples * all;
    }

    /** Of the total, as those that were not asked about may differ: none when all were (Cochran 1977, 2.6). */
    double variance() {
        if (samples < 2 || samples == all) {
            return 0;
        }
        BigInteger spread = squares.multiply(BigInteger.valueOf(samples)).subtract(sum.multiply(sum));
        double each = spread.doubleValue() / samples / (samples - 1.0);
        return each * all * (all - samples) / samples;
    }
}
