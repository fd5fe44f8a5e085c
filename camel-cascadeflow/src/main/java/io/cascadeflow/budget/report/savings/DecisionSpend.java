package io.cascadeflow.budget.report.savings;

import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.SpendRole;
import io.cascadeflow.budget.report.SpendSource;
import io.cascadeflow.pricing.Usd;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one decision cost so far. Not thread-safe. */
final class DecisionSpend {

    private final String cascade;
    private Usd spent = Usd.ZERO;
    private Usd audits = Usd.ZERO;
    private Usd drafts = Usd.ZERO;
    private boolean isAudited;
    private @Nullable AnsweredCall draft;
    private @Nullable AnsweredCall answer;
    private @Nullable AnsweredCall audit;

    DecisionSpend(LedgerEntry first) {
        this.cascade = first.call().facts().getOrDefault("cascade", "");
    }

    /** Those of a range, each once, when all that is known of it is known. */
    static void in(SpendRange range, SpendSource source, Consumer<DecisionSpend> each) {
        Decisions<DecisionSpend> decisions = new Decisions<>(each);
        source.lines(
                range,
                line -> decisions
                        .at(line.call().decision(), line.at(), () -> new DecisionSpend(line))
                        .add(line));
        decisions.end();
    }

    void add(LedgerEntry line) {
        String role = line.call().facts().getOrDefault("role", "");
        Usd amount = line.posting().settled().usd();
        spent = spent.plus(amount);
        isAudited |= role.equals(SpendRole.AUDIT);
        // whoever judges after the audit's answer judges for the audit
        if (isAudited && (role.equals(SpendRole.AUDIT) || role.equals(SpendRole.JUDGE))) {
            audits = audits.plus(amount);
        }
        Settlement settlement = line.posting().settlement();
        if (settlement == null) {
            return;
        }
        AnsweredCall call = AnsweredCall.of(line, settlement);
        switch (role) {
            case SpendRole.DRAFT -> {
                drafts = drafts.plus(amount);
                draft = AnsweredCall.later(draft, call);
            }
            case SpendRole.ANSWER -> answer = AnsweredCall.later(answer, call);
            case SpendRole.AUDIT -> audit = AnsweredCall.later(audit, call);
            default -> {}
        }
    }

    /** The cascade's name; empty when there was none. */
    String cascade() {
        return cascade;
    }

    /** All that was spent, audits included. */
    Usd spent() {
        return spent;
    }

    /** What was spent on asking the next tier too, and on judging the draft by that. */
    Usd audits() {
        return audits;
    }

    /** What was spent on drafts that were not the answer. */
    Usd discarded() {
        AnsweredCall answered = isEscalated() ? null : draft;
        return answered == null ? drafts : drafts.minus(answered.settled());
    }

    /** Whether a cascade's last tier was asked. */
    boolean isEscalated() {
        return answer != null && !cascade.isEmpty();
    }

    /** Whether a cascade answered with a draft. */
    boolean isDraft() {
        return answer == null && draft != null && !cascade.isEmpty();
    }

    /** The call that answered; absent when none of the kind was settled. */
    @Nullable
    AnsweredCall answered() {
        return answer == null ? draft : answer;
    }

    /** The answer of the tier after the one that answered; absent when it was not asked. */
    @Nullable
    AnsweredCall audit() {
        return audit;
    }
}
