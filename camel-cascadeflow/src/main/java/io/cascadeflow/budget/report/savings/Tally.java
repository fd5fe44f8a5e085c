package io.cascadeflow.budget.report.savings;

import io.cascadeflow.budget.report.savings.Savings.Estimate;
import io.cascadeflow.pricing.Usd;
import org.jspecify.annotations.Nullable;

/** Adds up decisions with and without a baseline, and takes them away again: so many {@code times}, 1 or -1. Not thread-safe. */
final class Tally {

    private long decisions;
    private long without;
    private long compared;
    private long apart;
    private long drafts;
    private long saved;

    /** A decision that would have cost so much. */
    void compare(DecisionSpend decision, Usd baseline, int times) {
        compare(decision, times);
        saved += times * baseline.minus(decision.spent()).nanos();
    }

    /** A decision whose saving is estimated elsewhere; its audits are not. */
    void compareElsewhere(DecisionSpend decision, int times) {
        compare(decision, times);
        saved -= times * decision.audits().nanos();
    }

    private void compare(DecisionSpend decision, int times) {
        decisions += times;
        compared += times * decision.spent().nanos();
        drafts += times * decision.discarded().nanos();
    }

    void setApart(DecisionSpend decision, int times) {
        without += times;
        apart += times * decision.spent().nanos();
    }

    void add(Tally other) {
        decisions += other.decisions;
        without += other.without;
        compared += other.compared;
        apart += other.apart;
        drafts += other.drafts;
        saved += other.saved;
    }

    /** What others compare, without a baseline. */
    void addApart(Tally other) {
        without += other.without + other.decisions;
        apart += other.apart + other.compared;
    }

    long decisions() {
        return decisions;
    }

    Usd saved() {
        return new Usd(saved);
    }

    Savings savings(Baseline baseline, @Nullable Estimate estimate) {
        return new Savings(baseline, decisions, new Usd(compared), without, new Usd(apart), new Usd(drafts), estimate);
    }
}
