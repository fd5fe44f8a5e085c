package io.cascadeflow.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Balance;
import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.Budget.WhenSpent;
import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.budget.BudgetUnit;
import io.cascadeflow.budget.HoldResult;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.budget.Window;
import io.cascadeflow.cascade.Cascade.WhenExhausted;
import io.cascadeflow.cascade.Reason.Code;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.cascade.TierResult.Failed;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Defect;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a cascade when a budget refuses one of its tiers. */
class CascadeBudgetTest {

    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final Usd CENT = Usd.of("0.01");

    private final Tier small = new Tier("small", 0.75);
    private final Tier mid = new Tier("mid", 0.75);
    private final Tier large = new Tier("large", null);
    private final Cascade cascade = new Cascade("support", List.of(small, mid, large));

    static TierResult refusedBy(WhenSpent whenSpent) {
        Budget budget = Budget.of("b", "1", Window.TOTAL).whenSpent(whenSpent);
        Standing standing = new Standing(budget.claim(Map.of(), "", NOW), Balance.ZERO);
        HoldResult.Refused refused = new HoldResult.Refused(standing, BudgetUnit.USD);
        // as a tier with a multicast in it would fail
        return new Failed(new IllegalStateException(new BudgetExceededException(refused, Amount.of(CENT))), Usd.ZERO);
    }

    private static TierResult answered(double confidence) {
        return new Answered(Assessment.of(confidence), true, CENT);
    }

    private static Step run(Step.Ask first, TierResult... results) {
        Step step = first;
        for (TierResult result : results) {
            step = step.state().next(result, NOW);
        }
        return step;
    }

    private Step run(TierResult... results) {
        return run(CascadeState.start(cascade, null, null), results);
    }

    private static Step.Finish finish(Step step) {
        assertThat(step).isInstanceOf(Step.Finish.class);
        return (Step.Finish) step;
    }

    @Test
    void aBudgetThatRejectsEndsTheCascadeAtOnce() {
        Step.Finish finish = finish(run(refusedBy(WhenSpent.REJECT)));

        assertThat(finish.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(finish.reason().code()).isEqualTo(Code.BUDGET);
        assertThat(finish.reason().text()).startsWith("tier 'small': budget 'b' has 1 of 1 USD left");
        assertThat(finish.answer()).isNull();
    }

    @Test
    void aBudgetThatRejectsTheEscalationKeepsTheDraftBackToo() {
        assertThat(finish(run(answered(0.4), refusedBy(WhenSpent.REJECT))).outcome())
                .isEqualTo(Outcome.REJECTED);
    }

    @Test
    void aBudgetThatDegradesAnswersWithTheBestDraft() {
        Step.Finish finish = finish(run(answered(0.4), answered(0.6), refusedBy(WhenSpent.DEGRADE)));

        assertThat(finish.outcome()).isEqualTo(Outcome.DEGRADED);
        assertThat(finish.reason().code()).isEqualTo(Code.BUDGET);
        assertThat(finish.answer())
                .isNotNull()
                .satisfies(answer -> assertThat(answer.tier()).isEqualTo(mid));
    }

    @Test
    void aCascadeThatDegradesDoesSoForABudgetThatRejects() {
        Cascade lenient = new Cascade("lenient", List.of(small, large), WhenExhausted.DEGRADE);
        Step step = run(CascadeState.start(lenient, null, null), answered(0.4), refusedBy(WhenSpent.REJECT));

        assertThat(finish(step).outcome()).isEqualTo(Outcome.DEGRADED);
    }

    @Test
    void aDraftWithADefectIsNoAnswerForASpentBudgetEither() {
        TierResult cutOff = new Answered(new Assessment(List.of(Defect.TRUNCATED), 0.9, Map.of()), true, CENT);
        Step step = run(cutOff, refusedBy(WhenSpent.DEGRADE));

        assertThat(step).as("the large tier may fit").isInstanceOf(Step.Ask.class);
        assertThat(finish(step.state().next(refusedBy(WhenSpent.DEGRADE), NOW)).outcome())
                .isEqualTo(Outcome.REJECTED);
    }

    @Test
    void withoutADraftTheCheapestTierThatFitsAnswersAndIsMarked() {
        Step.Ask forced = CascadeState.start(cascade, "large", null);
        Step next = run(forced, refusedBy(WhenSpent.DEGRADE));

        assertThat(next)
                .isInstanceOfSatisfying(
                        Step.Ask.class, ask -> assertThat(ask.tier()).isEqualTo(small));
        Step.Finish finish = finish(next.state().next(answered(0.9), NOW));
        assertThat(finish.outcome()).isEqualTo(Outcome.DEGRADED);
    }

    @Test
    void aDearerTierThatFitsIsAnEscalationAndNotADegradation() {
        Step.Finish finish = finish(run(refusedBy(WhenSpent.DEGRADE), answered(0.9)));

        assertThat(finish.outcome()).isEqualTo(Outcome.ESCALATED);
    }

    @Test
    void aTierIsAskedOnceHoweverOftenBudgetsRefuse() {
        Step.Ask forced = CascadeState.start(cascade, "mid", null);
        TierResult refused = refusedBy(WhenSpent.DEGRADE);
        Step.Finish finish = finish(run(forced, refused, refused, refused));

        assertThat(finish.state().attempts())
                .extracting(attempt -> attempt.tier().name())
                .containsExactly("mid", "small", "large");
        assertThat(finish.reason().code()).isEqualTo(Code.BUDGET);
    }
}
