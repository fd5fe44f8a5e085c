package io.cascadeflow.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.confidence.FittedProfile.Models;
import io.cascadeflow.confidence.FittedProfile.Source;
import io.cascadeflow.confidence.fit.Fitted;
import io.cascadeflow.confidence.fit.Fitter;
import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.replay.Lessons;
import io.cascadeflow.replay.Recordings;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A gate that was fitted on English answers judges the same calculation alike in every language. */
class FittedLanguageTest {

    private static Gate gate = Gate.NONE;

    @BeforeAll
    static void fit() {
        Recording recording = Recording.read(Recordings.file("gsm8k-dev.jsonl.gz"));
        Lessons lessons = Lessons.of(recording, "mixtral-8x7b-instruct", "gpt-4-1106-preview", 1, () -> {});
        Fitted fitted = Fitter.fit(lessons.examples(), lessons.items().size());
        gate = FittedGate.of(new FittedProfile(
                        "english",
                        new Models("mixtral-8x7b-instruct", "gpt-4-1106-preview"),
                        1,
                        new Source("gsm8k-dev", "", lessons.items().size(), LocalDate.EPOCH, ""),
                        fitted.weights(),
                        fitted.calibration(),
                        Map.of(),
                        List.of()))
                .forAnyModel();
    }

    @ParameterizedTest
    @MethodSource("io.cascadeflow.confidence.LanguageNeutralityTest#languages")
    void theSameSoundAnswerGetsTheSameConfidence(String language, String question, String answer) {
        List<String> english = LanguageNeutralityTest.ENGLISH;
        assertThat(confidence(question, answer))
                .as(language)
                .isCloseTo(confidence(english.get(0), english.get(1)), within(0.05));
    }

    private static double confidence(String question, String answer) {
        return Optional.ofNullable(gate.assess(Draft.of(question, answer)).confidence())
                .orElseThrow();
    }
}
