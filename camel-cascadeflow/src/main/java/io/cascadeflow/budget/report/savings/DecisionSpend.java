package io.cascadeflow.budget.report.savings;

import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.budget.report.SpendRole;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one decision cost so far. Not thread-safe. */
final class DecisionSpend {

    private final String cascade;
    private Instant last;
    private Usd spent = Usd.ZERO;
    private Usd audits = Usd.ZERO;
    private Usd drafts = Usd.ZERO;
    private @Nullable LedgerEntry draft;
    private @Nullable LedgerEntry answer;

    DecisionSpend(LedgerEntry first) {
        this.cascade = first.call().facts().getOrDefault("cascade", "");
        this.last = first.at();
    }

    void add(LedgerEntry line) {
        String role = line.call().facts().getOrDefault("role", "");
        Usd amount = line.posting().settled().usd();
        last = line.at();
        spent = spent.plus(amount);
        audits = role.equals(SpendRole.AUDIT) ? audits.plus(amount) : audits;
        if (line.posting().settlement() == null) {
            return;
        }
        if (role.equals(SpendRole.DRAFT)) {
            drafts = drafts.plus(amount);
            draft = later(draft, line);
        } else if (role.equals(SpendRole.ANSWER)) {
            answer = later(answer, line);
        }
    }

    private static LedgerEntry later(@Nullable LedgerEntry one, LedgerEntry other) {
        return one == null || other.call().attempt() >= one.call().attempt() ? other : one;
    }

    /** The cascade's name; empty when there was none. */
    String cascade() {
        return cascade;
    }

    Instant last() {
        return last;
    }

    /** All that was spent, audits included. */
    Usd spent() {
        return spent;
    }

    Usd audits() {
        return audits;
    }

    /** What was spent on drafts that were not the answer. */
    Usd discarded() {
        LedgerEntry answered = isEscalated() ? null : draft;
        return answered == null
                ? drafts
                : drafts.minus(answered.posting().settled().usd());
    }

    /** Whether a cascade's last tier was asked. */
    boolean isEscalated() {
        return answer != null && !cascade.isEmpty();
    }

    /** Whether a cascade answered with a draft. */
    boolean isDraft() {
        return answer == null && draft != null && !cascade.isEmpty();
    }

    /** The line of the answer; absent when no call of the kind was settled. */
    @Nullable
    LedgerEntry answerLine() {
        return answer == null ? draft : answer;
    }

    static @Nullable Settlement settlement(@Nullable LedgerEntry line) {
        return line == null ? null : line.posting().settlement();
    }
}
