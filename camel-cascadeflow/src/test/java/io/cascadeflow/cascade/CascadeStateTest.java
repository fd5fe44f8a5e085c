package io.cascadeflow.cascade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.cascade.Cascade.WhenExhausted;
import io.cascadeflow.cascade.Reason.Code;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.cascade.TierResult.Failed;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Defect;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CascadeStateTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Usd CENT = Usd.of("0.01");
    private static final Usd DIME = Usd.of("0.10");

    private final Tier small = new Tier("small", 0.75);
    private final Tier large = new Tier("large", null);
    private final Cascade cascade = new Cascade("support", List.of(small, large));

    @Test
    void asksTheFirstTierFirst() {
        assertThat(start(cascade).tier()).isEqualTo(small);
    }

    @Test
    void acceptsADraftAtTheThreshold() {
        Step.Finish finish = finish(start(cascade).state().next(answered(0.75, CENT), NOW));

        assertThat(finish.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(finish.reason().code()).isEqualTo(Code.CONFIDENT);
        assertThat(finish.answer()).extracting(attempt -> attempt.tier()).isEqualTo(small);
    }

    @Test
    void escalatesADraftBelowTheThreshold() {
        Step.Ask ask = ask(start(cascade).state().next(answered(0.7499, CENT), NOW));

        assertThat(ask.tier()).isEqualTo(large);
        assertThat(ask.state().attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.reason().code()).isEqualTo(Code.BELOW_THRESHOLD));
    }

    @Test
    void chargesTheDiscardedDraftToo() {
        Step.Finish finish = finish(escalated().next(answered(null, DIME), NOW));

        assertThat(finish.outcome()).isEqualTo(Outcome.ESCALATED);
        assertThat(finish.state().totalCost()).isEqualTo(Usd.of("0.11"));
    }

    @Test
    void escalatesWhenNothingCouldBeMeasured() {
        Step.Ask ask = ask(start(cascade).state().next(answered(null, CENT), NOW));

        assertThat(ask.state().attempts().get(0).reason().code()).isEqualTo(Code.NOT_MEASURED);
    }

    @ParameterizedTest
    @EnumSource(value = Defect.class, mode = EnumSource.Mode.EXCLUDE, names = "FILTERED")
    void acceptsNoAnswerWithADefectHoweverConfident(Defect defect) {
        TierResult broken = new Answered(new Assessment(List.of(defect), 1.0, Map.of()), true, CENT);

        assertThat(ask(start(cascade).state().next(broken, NOW)).tier()).isEqualTo(large);
        assertThat(finish(escalated().next(broken, NOW)).outcome()).isEqualTo(Outcome.REJECTED);
    }

    /** By the first tier's filter: the answer, the question, and the question in a cascade within. */
    static Stream<TierResult> filtered() {
        Throwable blocked = new ProviderException(ProviderException.Kind.CONTENT_FILTERED, "no");
        IllegalStateException within = new IllegalStateException("every tier failed");
        within.addSuppressed(blocked);
        return Stream.of(
                new Answered(new Assessment(List.of(Defect.FILTERED), 1.0, Map.of()), true, CENT),
                new Failed(blocked, CENT),
                new Failed(within, CENT));
    }

    @ParameterizedTest
    @MethodSource("filtered")
    void whatAFilterBlockedIsNotRoutedAround(TierResult filtered) {
        Step.Finish finish = finish(start(cascade).state().next(filtered, NOW));

        assertThat(finish.answer()).isNull();
        assertThat(finish.reason().code()).isEqualTo(Code.FILTERED);
        assertThat(finish.reason().text()).contains("failOverOnFilter");
        assertThat(finish.state().totalCost()).isEqualTo(CENT);
    }

    @ParameterizedTest
    @MethodSource("filtered")
    void whatAFilterBlockedIsAskedOfTheNextTierWhereThatIsWanted(TierResult filtered) {
        Cascade lenient = new Cascade("c", List.of(small.withOnFilter(true), large), cascade.whenExhausted());

        assertThat(ask(start(lenient).state().next(filtered, NOW)).tier()).isEqualTo(large);
    }

    @Test
    void escalatesWhenTheTiersConditionDoesNotHold() {
        Step.Ask ask = ask(start(cascade).state().next(new Answered(Assessment.of(1), false, CENT), NOW));

        assertThat(ask.state().attempts().get(0).reason().code()).isEqualTo(Code.CONDITION);
    }

    @Test
    void escalatesWhenATierFailsAndKeepsWhatItCost() {
        Step.Ask ask = ask(start(cascade).state().next(failed(CENT), NOW));

        assertThat(ask.state().totalCost()).isEqualTo(CENT);
        assertThat(ask.state().attempts().get(0).reason().code()).isEqualTo(Code.TIER_FAILED);
    }

    @Test
    void failsWhenEveryTierFails() {
        Step.Ask second = ask(start(cascade).state().next(failed(Usd.ZERO), NOW));
        Step.Finish finish = finish(second.state().next(failed(Usd.ZERO), NOW));

        assertThat(finish.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finish.answer()).isNull();
    }

    @Test
    void rejectsWhenTheLastTierFailsAfterARejectedDraft() {
        assertThat(finish(escalated().next(failed(Usd.ZERO), NOW)).outcome()).isEqualTo(Outcome.REJECTED);
    }

    @Test
    void degradesToTheMostConfidentSoundDraftWhenConfiguredSo() {
        Cascade lenient = new Cascade(
                "lenient", List.of(new Tier("a", 0.9), new Tier("b", 0.9), new Tier("c", null)), WhenExhausted.DEGRADE);
        CascadeState first =
                ask(start(lenient).state().next(answered(0.6, CENT), NOW)).state();
        CascadeState second = ask(first.next(answered(0.4, CENT), NOW)).state();
        Step.Finish finish = finish(second.next(failed(Usd.ZERO), NOW));

        assertThat(finish.outcome()).isEqualTo(Outcome.DEGRADED);
        assertThat(finish.answer())
                .isNotNull()
                .satisfies(a -> assertThat(a.tier().name()).isEqualTo("a"));
    }

    @Test
    void neverDegradesToADraftWithADefect() {
        Cascade lenient = new Cascade("lenient", List.of(small, large), WhenExhausted.DEGRADE);
        TierResult cutOff = new Answered(new Assessment(List.of(Defect.TRUNCATED), 0.9, Map.of()), true, CENT);
        CascadeState second = ask(start(lenient).state().next(cutOff, NOW)).state();

        assertThat(finish(second.next(failed(Usd.ZERO), NOW)).outcome()).isEqualTo(Outcome.REJECTED);
    }

    @Test
    void asksNoFurtherTierAtTheDeadline() {
        CascadeState state = CascadeState.start(cascade, null, NOW).state();
        Step.Finish finish = finish(state.next(answered(0.1, CENT), NOW));

        assertThat(finish.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(finish.reason().code()).isEqualTo(Code.DEADLINE);
    }

    @Test
    void passesOverATierThatUsuallyTakesLongerThanTheDeadlineLeaves() {
        Pace pace = new Pace(Map.of("small", Duration.ofSeconds(3), "large", Duration.ofSeconds(1)));
        Step.Ask first = CascadeState.start(cascade, null, NOW.plusSeconds(2), Map.of(), pace, NOW);

        assertThat(first.tier().name()).isEqualTo("large");
        assertThat(first.state().skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.tier().name()).isEqualTo("small");
            assertThat(skipped.chance()).isNull();
            assertThat(skipped.reason().code()).isEqualTo(Code.TOO_SLOW);
            assertThat(skipped.reason().text())
                    .isEqualTo("tier 'small': was skipped: it usually takes 3000 ms, and the deadline leaves 2000 ms");
        });
        Step.Finish finish = finish(first.state().next(answered(0.9, CENT), NOW.plusSeconds(1)));
        assertThat(finish.outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void passesOverADraftThatWouldNotLeaveTimeForTheTierAfterIt() {
        Pace pace = new Pace(Map.of("small", Duration.ofSeconds(1), "large", Duration.ofSeconds(2)));
        Step.Ask first = CascadeState.start(cascade, null, NOW.plusMillis(2500), Map.of(), pace, NOW);

        assertThat(first.tier().name()).isEqualTo("large");
        assertThat(first.state().skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.reason().code()).isEqualTo(Code.TOO_SLOW);
            assertThat(skipped.reason().text())
                    .isEqualTo(
                            "tier 'small': was skipped: it usually takes 1000 ms, those after it 2000 ms, and the deadline leaves 2500 ms");
        });
        assertThat(CascadeState.start(cascade, null, NOW.plusSeconds(3), Map.of(), pace, NOW)
                        .tier()
                        .name())
                .as("there is time for both")
                .isEqualTo("small");
    }

    @Test
    void aDraftIsAskedWhereItWillDoOrIsTheOnlyAnswerInTime() {
        Pace pace = new Pace(Map.of("small", Duration.ofSeconds(1), "large", Duration.ofSeconds(2)));
        Instant soon = NOW.plusMillis(2500);
        Cascade anything = new Cascade("c", List.of(new Tier("small", null), large));
        Cascade degrading = new Cascade("c", List.of(small, large), WhenExhausted.DEGRADE);

        assertThat(start(anything, soon, pace)).as("it is accepted anyway").isEqualTo("small");
        assertThat(start(degrading, soon, pace)).as("it can be given anyway").isEqualTo("small");
        assertThat(start(cascade, NOW.plusMillis(1500), pace))
                .as("the last is late")
                .isEqualTo("small");
    }

    private static String start(Cascade cascade, Instant deadline, Pace pace) {
        return CascadeState.start(cascade, null, deadline, Map.of(), pace, NOW)
                .tier()
                .name();
    }

    @Test
    void asksTheLastTierWhenNoneCanAnswerInTime() {
        Pace pace = new Pace(Map.of("small", Duration.ofSeconds(3), "large", Duration.ofSeconds(9)));

        assertThat(CascadeState.start(cascade, null, NOW.plusSeconds(2), Map.of(), pace, NOW)
                        .tier()
                        .name())
                .isEqualTo("large");
    }

    @Test
    void changesThePlanAlsoOnTheWay() {
        Tier mid = new Tier("mid", 0.5);
        Cascade three = new Cascade("three", List.of(small, mid, large));
        Pace pace = new Pace(Map.of("mid", Duration.ofSeconds(3)));
        Step.Ask first = CascadeState.start(three, null, NOW.plusSeconds(4), Map.of(), pace, NOW);
        Step.Ask second = ask(first.state().next(answered(0.1, CENT), NOW.plusSeconds(2)));

        assertThat(first.tier().name()).isEqualTo("small");
        assertThat(second.tier().name()).isEqualTo("large");
        assertThat(second.state().skipped())
                .extracting(skipped -> skipped.tier().name())
                .containsExactly("mid");
    }

    @Test
    void asksATierThatWasTooSlowAfterAllWhenThereIsNoAnswerAndTimeLeft() {
        Pace pace = new Pace(Map.of("small", Duration.ofSeconds(3)));
        Step.Ask first = CascadeState.start(cascade, null, NOW.plusSeconds(2), Map.of(), pace, NOW);

        assertThat(ask(first.state().next(failed(CENT), NOW.plusSeconds(1)))
                        .tier()
                        .name())
                .isEqualTo("small");
        assertThat(finish(first.state().next(failed(CENT), NOW.plusSeconds(2)))
                        .reason()
                        .code())
                .isEqualTo(Code.DEADLINE);
    }

    @Test
    void mindsNoPaceWithoutADeadlineOrWhenATierIsForced() {
        Pace pace = new Pace(Map.of("small", Duration.ofDays(1)));

        assertThat(CascadeState.start(cascade, null, null, Map.of(), pace, NOW)
                        .tier()
                        .name())
                .isEqualTo("small");
        assertThat(CascadeState.start(cascade, "small", NOW.plusSeconds(1), Map.of(), pace, NOW)
                        .tier()
                        .name())
                .isEqualTo("small");
    }

    @Test
    void takesAnAcceptableAnswerThatArrivesAtTheDeadline() {
        CascadeState state = CascadeState.start(cascade, null, NOW).state();

        assertThat(finish(state.next(answered(0.9, CENT), NOW)).outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void asksOnlyTheForcedTierAndTakesAnySoundAnswerOfIt() {
        Step.Ask only = CascadeState.start(cascade, "small", null);
        Step.Finish finish = finish(only.state().next(answered(0.01, CENT), NOW));

        assertThat(only.tier().name()).isEqualTo("small");
        assertThat(finish.outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void refusesToForceATierThatIsNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CascadeState.start(cascade, "huge", null))
                .withMessage("cascade 'support' has no tier 'huge' to force; it has [small, large]");
    }

    @Test
    void refusesACascadeWithoutTiers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cascade("empty", List.of()))
                .withMessage("cascade 'empty' has no tier; add at least one");
    }

    @Test
    void refusesTwoTiersOfOneName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cascade("twice", List.of(small, new Tier("small", null))))
                .withMessageContaining("two tiers named 'small'");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAThresholdThatIsNoProbability(double threshold) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tier("small", threshold))
                .withMessageContaining("acceptAbove");
    }

    @Test
    void tellsNoMessageOfAForeignException() {
        TierResult leaky = new Failed(new IllegalStateException("key sk-123 for prompt 'hello'"), Usd.ZERO);
        Step.Ask ask = ask(start(cascade).state().next(leaky, NOW));

        assertThat(ask.state().attempts().get(0).reason().text())
                .doesNotContain("sk-123")
                .contains("IllegalStateException");
    }

    @Test
    void suppressesTheTiersFailuresInsteadOfCausingByThem() {
        Step.Ask second = ask(start(cascade).state().next(failed(CENT), NOW));
        Step.Finish finish = finish(second.state().next(failed(DIME), NOW));
        AnswerRejectedException e = new AnswerRejectedException(Decision.of("d1", NOW, finish, Attribution.NONE));

        assertThat(e.getCause()).isNull();
        assertThat(e.getSuppressed()).hasSize(2);
        assertThat(e).hasMessageContaining("0.11 USD").hasMessageContaining("whenExhausted=degrade");
    }

    private final Cascade frugal = new Cascade("frugal", List.of(small.withSkipBelow(0.2), large));

    @Test
    void skipsATierWhoseChanceIsBelowItsLimitAndSaysSo() {
        Step.Ask ask = CascadeState.start(frugal, null, null, Map.of("small", 0.1999));
        Step.Finish finish = finish(ask.state().next(answered(null, DIME), NOW));
        Decision decision = Decision.of("d1", NOW, finish, Attribution.NONE);

        assertThat(ask.tier()).isEqualTo(large);
        assertThat(decision.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(decision.totalCost()).isEqualTo(DIME);
        assertThat(decision.skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.reason().code()).isEqualTo(Code.SKIPPED);
            assertThat(skipped.reason().text())
                    .isEqualTo(
                            "tier 'small': was skipped: the chance that its answer reaches 0.75 is 0.200, below 0.2");
        });
    }

    @Test
    void asksATierAtItsLimitAndOneOfWhichNothingIsKnown() {
        assertThat(CascadeState.start(frugal, null, null, Map.of("small", 0.2))
                        .tier()
                        .name())
                .isEqualTo("small");
        assertThat(start(frugal).tier().name()).isEqualTo("small");
    }

    @Test
    void asksTheSkippedTierAfterAllWhenNobodyElseAnswers() {
        Step.Ask first = CascadeState.start(frugal, null, null, Map.of("small", 0.01));
        Step.Ask second = ask(first.state().next(failed(DIME), NOW));
        Step.Finish finish = finish(second.state().next(answered(0.8, CENT), NOW));

        assertThat(second.tier().name()).isEqualTo("small");
        assertThat(finish.outcome()).isEqualTo(Outcome.ESCALATED);
        assertThat(finish.state().totalCost()).isEqualTo(Usd.of("0.11"));
        assertThat(finish(second.state().next(failed(CENT), NOW)).outcome()).isEqualTo(Outcome.FAILED);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
    void refusesALimitThatSkipsNothingOrEverything(double limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small.withSkipBelow(limit))
                .withMessageContaining("tier 'small': skipBelow");
    }

    private CascadeState escalated() {
        return ask(start(cascade).state().next(answered(0.1, CENT), NOW)).state();
    }

    private static Step.Ask start(Cascade cascade) {
        return CascadeState.start(cascade, null, null);
    }

    private static TierResult answered(@Nullable Double confidence, Usd cost) {
        return new Answered(new Assessment(List.of(), confidence, Map.of()), true, cost);
    }

    private static TierResult failed(Usd cost) {
        return new Failed(new IllegalStateException("down"), cost);
    }

    private static Step.Ask ask(Step step) {
        assertThat(step).isInstanceOf(Step.Ask.class);
        return (Step.Ask) step;
    }

    private static Step.Finish finish(Step step) {
        assertThat(step).isInstanceOf(Step.Finish.class);
        return (Step.Finish) step;
    }
}
