package io.cascadeflow.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.audit.DriftMonitor;
import io.cascadeflow.confidence.Features;
import io.cascadeflow.confidence.Grams;
import io.cascadeflow.confidence.fit.Example;
import io.cascadeflow.confidence.fit.Fitted;
import io.cascadeflow.confidence.fit.Fitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a gate expects of its traffic when it was just fitted. */
class FreshGateTest {

    private static final List<String> SIGNALS = List.of("one", "two", "three");
    private static final int GATES = 20;
    private static final int WINDOWS = 5;
    private static final int QUESTIONS = 1_200;
    private static final double THRESHOLD = 0.6;

    private final SplittableRandom random = new SplittableRandom(11);

    @Test
    void moreOfTheSameTrafficIsNoDrift() {
        int alarmed = 0;
        for (int gate = 0; gate < GATES; gate++) {
            List<Example> examples = examples(QUESTIONS);
            Fitted fitted = Fitter.fit(examples, QUESTIONS);
            Lessons lessons = new Lessons(List.of(), List.of(), null, examples);
            DriftMonitor monitor =
                    new DriftMonitor(new Foresight(lessons, "small", fitted).reference(SIGNALS), THRESHOLD, null);
            for (int window = 0; window < WINDOWS; window++) {
                alarmed += alarms(monitor, fitted) == 0 ? 0 : 1;
            }
        }

        assertThat(alarmed).isLessThanOrEqualTo(2 * GATES * WINDOWS / 100);
    }

    private int alarms(DriftMonitor monitor, Fitted fitted) {
        return examples(DriftMonitor.WINDOW).stream()
                .map(Example::features)
                .mapToInt(features -> monitor.judged(fitted.confidence(features), features.signals())
                        .size())
                .sum();
    }

    private List<Example> examples(int count) {
        List<Example> examples = new ArrayList<>(count);
        for (int question = 0; question < count; question++) {
            double one = random.nextGaussian();
            double two = random.nextGaussian();
            boolean right = random.nextDouble() < 1 / (1 + Math.exp(-one - two / 2));
            Features features = new Features(
                    Map.of("one", one, "two", two, "three", random.nextGaussian()), null, Grams.NONE, Grams.NONE);
            examples.add(new Example(question, features, right, true, 1));
        }
        return examples;
    }
}
