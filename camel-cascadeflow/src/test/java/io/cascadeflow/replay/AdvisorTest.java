package io.cascadeflow.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.replay.Advice.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Advice on a thousand made-up questions: the large model is right on all; the small one where its confidence is above a half, and its
 * confidence tells. A draft costs a thousandth of a dollar, a large answer ten times that.
 */
class AdvisorTest {

    private static final int QUESTIONS = 1_000;
    private static final double DRAFT = 0.001;
    private static final double LARGE = 0.010;

    private static final List<Replayed> TELLING = IntStream.range(0, QUESTIONS)
            .mapToObj(i -> drafted(i / (double) QUESTIONS, i > QUESTIONS / 2))
            .toList();
    /** Confidence is the same for all. */
    private static final List<Replayed> BLIND = IntStream.range(0, QUESTIONS)
            .mapToObj(i -> drafted(0.5, i > QUESTIONS / 2))
            .toList();

    @Test
    void aGateThatTellsKeepsQualityAtAboutHalfTheCost() {
        Advice advice = advise(TELLING, new Goal.KeepQuality());

        assertThat(advice.verdict()).isEqualTo(Verdict.CASCADE);
        assertThat(advice.cascade().quality()).isGreaterThan(0.99);
        assertThat(advice.cascade().cost()).isBetween(5.5, 6.5);
    }

    @Test
    void aGateThatTellsNothingIsNoReasonToCascade() {
        assertThat(advise(BLIND, new Goal.KeepQuality()).verdict()).isEqualTo(Verdict.LARGE_ALONE);
    }

    @ParameterizedTest
    @CsvSource({
        // a wrong answer is hardly a loss: never pay for the large model
        "0.001, SMALL_ALONE",
        // a right answer is worth more than the large one costs: pay where the draft is likely wrong
        "0.05, CASCADE",
    })
    void whatARightAnswerIsWorthDecidesWhatToPayForIt(double worth, Verdict verdict) {
        assertThat(advise(TELLING, new Goal.Worth(worth, 0)).verdict()).isEqualTo(verdict);
    }

    @Test
    void theDearerAnErrorTheHigherTheThreshold() {
        List<Replayed> gradual = IntStream.range(0, QUESTIONS)
                .mapToObj(i -> drafted((i / 10) / 100.0, i % 10 < i / 100))
                .toList();
        double cheap = advise(gradual, new Goal.Worth(0.015, 0)).threshold();
        double dear = advise(gradual, new Goal.Worth(0.08, 0)).threshold();

        // escalate where worth * (1 - confidence) exceeds the price of 0.01
        assertThat(cheap).isBetween(0.2, 0.45);
        assertThat(dear).isBetween(0.8, 0.95);
    }

    @Test
    void worthNeedsPrices() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Advisor.advise(
                        "s", "l", TELLING, Outlay.UNKNOWN, Outlay.UNKNOWN, Outlay.UNKNOWN, new Goal.Worth(1, 0)))
                .withMessageContaining("a price is unknown");
    }

    @Test
    void aSecondThatIsWorthMuchSpeaksAgainstTheSlowModel() {
        Goal patient = new Goal.Worth(0.05, 0.001);
        Goal hurried = new Goal.Worth(0.05, 0.01);

        assertThat(timed(patient).verdict()).isEqualTo(Verdict.CASCADE);
        assertThat(timed(hurried).verdict()).isEqualTo(Verdict.SMALL_ALONE);
        assertThat(timed(patient).cascade().seconds()).isBetween(3.0, 4.0);
    }

    /** The draft takes half a second, the large answer six. */
    private static Advice timed(Goal goal) {
        Outlay draft = new Outlay(each(DRAFT), each(0.5));
        Outlay large = new Outlay(each(LARGE), each(6));
        return Advisor.advise("s", "l", TELLING, draft, draft, large, goal);
    }

    @Test
    void aSecondsWorthNeedsTimes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> advise(TELLING, new Goal.Worth(1, 0.1)))
                .withMessageContaining("latencyMs");
    }

    @Test
    void overAllPairsTheGoalPicksTheWay() {
        List<Advice> pairs = List.of(advise(TELLING, new Goal.KeepQuality()));

        assertThat(best(pairs, new Goal.KeepQuality())).isEqualTo("s > l");
        assertThat(best(pairs, new Goal.AtLeast(0.4))).isEqualTo("s");
        assertThat(best(pairs, new Goal.AtLeast(0.9))).isEqualTo("s > l");
        assertThat(best(pairs, new Goal.Within(1.5))).isEqualTo("s");
        assertThat(best(pairs, new Goal.Worth(0.0001, 0))).isEqualTo("s");
        assertThat(Options.best(pairs, new Goal.AtLeast(1.1))).isEmpty();
    }

    private static String best(List<Advice> pairs, Goal goal) {
        return Options.best(pairs, goal).orElseThrow().name();
    }

    private static Advice advise(List<Replayed> drafts, Goal goal) {
        return Advisor.advise("s", "l", drafts, outlay(DRAFT), outlay(DRAFT), outlay(LARGE), goal);
    }

    private static Outlay outlay(double cost) {
        return new Outlay(each(cost), null);
    }

    private static double[] each(double cost) {
        double[] costs = new double[QUESTIONS];
        Arrays.fill(costs, cost);
        return costs;
    }

    private static Replayed drafted(double confidence, boolean right) {
        return new Replayed(confidence, false, new Labels(right ? 1 : 0, 1, right), null, null);
    }
}
