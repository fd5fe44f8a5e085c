package io.cascadeflow.confidence.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.confidence.Calibration;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Features;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FitterTest {

    @Test
    void findsTheSignalThatTellsAndLeavesTheOthersAlone() {
        Fitted fitted = Fitter.fit(examples(600, 0), 600);

        assertThat(weight(fitted, "custom.telling")).isGreaterThan(0.8);
        assertThat(weight(fitted, "custom.noise")).isCloseTo(0, within(0.25));
    }

    @Test
    void theSameExamplesGiveTheSameGate() {
        Fitted one = Fitter.fit(examples(200, 0), 200);
        Fitted other = Fitter.fit(examples(200, 0), 200);

        assertThat(one.weights().signals()).isEqualTo(other.weights().signals());
        assertThat(one.calibration()).isEqualTo(other.calibration());
    }

    @Test
    void absenceIsLearnedFromAndIsNotZero() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            boolean absent = i % 3 == 0;
            Map<String, Double> signals = absent ? Map.of() : Map.of("custom.half", i % 2 * 1.0);
            examples.add(example(i, signals, !absent || i % 9 == 0));
        }

        Fitted fitted = Fitter.fit(examples, 300);

        assertThat(fitted.confidence(features(Map.of())))
                .isLessThan(fitted.confidence(features(Map.of("custom.half", 0.0))) - 0.3);
    }

    @Test
    void confidenceIsTheShareOfRightDraftsThatItSays() {
        List<Example> learned = examples(2_000, 0);
        Fitted fitted = Fitter.fit(learned, 2_000);
        double said = 0;
        double right = 0;
        int count = 0;
        for (Example fresh : examples(4_000, 7)) {
            double confidence = fitted.confidence(fresh.features());
            if (confidence > 0.8) {
                said += confidence;
                right += fresh.right() ? 1 : 0;
                count++;
            }
        }

        assertThat(count).isGreaterThan(300);
        assertThat(said / count).isCloseTo(right / count, within(0.04));
    }

    @Test
    void fewLabelsGetTwoNumbersAndManyGetACurve() {
        assertThat(Fitter.fit(examples(200, 0), 200).calibration()).isInstanceOf(Calibration.Platt.class);
        assertThat(Fitter.fit(examples(1_200, 0), 1_200).calibration()).isInstanceOf(Calibration.Isotonic.class);
    }

    @Test
    void aCurveNeverFalls() {
        Calibration curve = Fitter.fit(examples(1_200, 0), 1_200).calibration();
        for (double score = -8; score < 8; score += 0.05) {
            assertThat(curve.confidence(score + 0.05)).isGreaterThanOrEqualTo(curve.confidence(score));
        }
    }

    @Test
    void ownTextsTeachAndWhatAGateSeesIsCalibrated() {
        List<Example> seenHalved = examples(600, 0).stream()
                .map(example ->
                        new Example(example.question(), halved(example.own()), example.own(), example.right(), true, 1))
                .toList();
        Fitted plain = Fitter.fit(examples(600, 0), 600);
        Fitted fitted = Fitter.fit(seenHalved, 600);

        assertThat(weight(fitted, "custom.telling")).isCloseTo(weight(plain, "custom.telling"), within(0.2));
        assertThat(slope(fitted)).isCloseTo(2 * slope(plain), within(0.3));
    }

    private static double slope(Fitted fitted) {
        return ((Calibration.Platt) fitted.calibration()).slope();
    }

    private static Features halved(Features features) {
        Map<String, Double> signals = new HashMap<>(features.signals());
        signals.replaceAll((name, value) -> value / 2);
        return features(signals);
    }

    private static double weight(Fitted fitted, String signal) {
        return Objects.requireNonNull(fitted.weights().signals().get(signal)).weight();
    }

    /** Right with a chance that grows with one signal; the other is noise. */
    private static List<Example> examples(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double telling = random.nextGaussian();
            boolean right = random.nextDouble() < 1 / (1 + Math.exp(-1.5 * telling));
            examples.add(example(i, Map.of("custom.telling", telling, "custom.noise", random.nextGaussian()), right));
        }
        return examples;
    }

    private static Example example(int question, Map<String, Double> signals, boolean right) {
        return new Example(question, features(signals), right, true);
    }

    private static Features features(Map<String, Double> signals) {
        Features read = Features.of(Draft.of("What is it?", "It is that."));
        return new Features(new HashMap<>(signals), null, read.question(), read.answer());
    }
}
