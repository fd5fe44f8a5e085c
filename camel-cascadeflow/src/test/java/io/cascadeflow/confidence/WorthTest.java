package io.cascadeflow.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.confidence.Calibration.Platt;
import io.cascadeflow.confidence.Escalation.Gain;
import io.cascadeflow.confidence.FittedProfile.Models;
import io.cascadeflow.confidence.FittedProfile.Source;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorthTest {

    private static final List<Gain> GAINS =
            List.of(new Gain(0, 0.8), new Gain(0.3, 0.4), new Gain(0.7, 0.1), new Gain(0.9, -0.05));

    @ParameterizedTest
    @CsvSource({
        // the price of 0.01 is a fifth of the worth: worth it where more than 0.2 answers come of it
        "0.05, 0.7",
        "0.012, 0",
        // an answer is worth so much that the least gain is; not where the large model is worse
        "100, 0.9",
    })
    void goesOnWhereTheGainIsWorthThePrice(double worth, double threshold) {
        assertThat(new Worth(worth, 0).thresholdIn(profile(new Escalation(GAINS, 0.01, null))))
                .isEqualTo(threshold);
    }

    @Test
    void timeIsPaidForAsWell() {
        FittedProfile profile = profile(new Escalation(GAINS, 0.01, 8.0));

        assertThat(new Worth(0.09, 0).thresholdIn(profile)).isEqualTo(0.7);
        assertThat(new Worth(0.1, 0.005).thresholdIn(profile)).isEqualTo(0.3);
    }

    @Test
    void whereGoingOnAlwaysPaysOnlyCertaintyIsKept() {
        FittedProfile profile = profile(new Escalation(List.of(new Gain(0, 0.5)), 0.01, null));

        assertThat(new Worth(1, 0).thresholdIn(profile)).isEqualTo(1);
    }

    @Test
    void whatTheProfileDoesNotKnowIsNotMadeUp() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Worth(1, 0).thresholdIn(profile(null)))
                .withMessageContaining("fit --price");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Worth(1, 0).thresholdIn(profile(new Escalation(GAINS, null, 1.0))))
                .withMessageContaining("fit --price");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Worth(1, 1).thresholdIn(profile(new Escalation(GAINS, 0.01, null))))
                .withMessageContaining("latencyMs");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, 0", "NaN, 0", "1, -1", "Infinity, 0"})
    void nonsenseIsRefused(double answer, double second) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Worth(answer, second));
    }

    @Test
    void itIsKeptInTheProfile() {
        FittedProfile profile = profile(new Escalation(GAINS, 0.0125, 1.5));

        FittedProfile read = FittedProfileReader.read(
                "test", FittedProfileWriter.write(profile).getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(read.escalation()).isEqualTo(profile.escalation());
    }

    private static FittedProfile profile(@Nullable Escalation escalation) {
        return new FittedProfile(
                "mine",
                new Models("small", "large"),
                1,
                new Source("answers.jsonl", "00ff", 500, LocalDate.EPOCH, "logistic"),
                new Weights(0, Map.of(), Map.of(), GramWeights.NONE),
                new Platt(1, 0),
                Map.of(),
                List.of(),
                Map.of(),
                null,
                escalation,
                Map.of());
    }
}
