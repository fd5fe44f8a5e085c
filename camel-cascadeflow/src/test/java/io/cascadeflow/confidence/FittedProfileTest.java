package io.cascadeflow.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.confidence.Calibration.Isotonic;
import io.cascadeflow.confidence.Calibration.Platt;
import io.cascadeflow.confidence.FittedProfile.Certificate;
import io.cascadeflow.confidence.FittedProfile.Metric;
import io.cascadeflow.confidence.FittedProfile.Models;
import io.cascadeflow.confidence.FittedProfile.Source;
import io.cascadeflow.confidence.Weights.Weight;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FittedProfileTest {

    private static final FittedProfile PROFILE = profile(1, new Platt(1.25, -0.5));
    private static final String QUESTION = "A box holds 12 pens. How many are in 3 boxes?";
    private static final String ANSWER = "3 boxes hold 3 * 12 = 36 pens.";

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        for (Calibration calibration :
                List.of(new Platt(1.25, -0.5), new Isotonic(List.of(-2.0, 0.5, 3.0), List.of(0.1, 0.5, 0.9)))) {
            FittedProfile profile = profile(1, calibration);
            String json = FittedProfileWriter.write(profile);
            FittedProfile read = ((FittedGate) read(json)).profile();

            assertThat(read.weights().signals()).isEqualTo(profile.weights().signals());
            assertThat(read.weights().domains()).isEqualTo(profile.weights().domains());
            assertThat(read.calibration()).isEqualTo(calibration);
            assertThat(read.metrics()).isEqualTo(profile.metrics());
            assertThat(read.certified()).isEqualTo(profile.certified());
            assertThat(read.source()).isEqualTo(profile.source());
            assertThat(FittedProfileWriter.write(read)).isEqualTo(json);
        }
    }

    @Test
    void aProfileMayBeLaidOutAnew() throws IOException {
        String json = FittedProfileWriter.write(PROFILE);
        assertThat(read(json.replaceAll("\\s+", " "))).isInstanceOf(FittedGate.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"weight\" : 0.75', '\"weight\" : 1.75', was changed after it was fitted",
        "'\"small\" : \"small\"', '\"small\" : \"other\"', was changed after it was fitted",
        "'\"version\" : 2', '\"version\" : 3', is of version 3; this release reads version 2 and 1",
    })
    void aTamperedOrNewerProfileIsRefusedWithTheReason(String from, String to, String reason) {
        String json = FittedProfileWriter.write(PROFILE);
        assertThat(json).contains(from);

        assertThatExceptionOfType(UnusableProfileException.class)
                .isThrownBy(() -> read(json.replace(from, to)))
                .withMessageContaining(reason)
                .withMessageContaining("mine.json");
    }

    @Test
    void aProfileThatWeighsASignalOfOursThatThisReleaseDoesNotKnowIsRefused() {
        FittedProfile unknown = weighing("arithmetic.moon-phase");

        assertThatExceptionOfType(UnusableProfileException.class)
                .isThrownBy(() -> read(FittedProfileWriter.write(unknown)))
                .withMessageContaining("arithmetic.moon-phase");
    }

    @Test
    void aSignalFromOutsideCountsWhenItComesWithTheDraftElseThereIsNoConfidence() {
        Gate gate = FittedGate.of(weighing("moon.phase"));

        assertThat(gate.assess(measured(Map.of())).objection()).contains("'moon.phase', which nothing measured here");
        assertThat(gate.assess(measured(Map.of())).confidence()).isNull();
        assertThat(confidence(gate, measured(Map.of("moon.phase", 1.0))))
                .isGreaterThan(confidence(gate, measured(Map.of("moon.phase", 0.0))));
    }

    @Test
    void whatIsObservedHereCannotBeOverruledFromOutside() {
        Assessment found = FittedGate.of(PROFILE).assess(measured(Map.of("arithmetic.sound", 0.0)));

        assertThat(found.signals()).containsEntry("arithmetic.sound", 1.0);
    }

    @ParameterizedTest
    @CsvSource({
        "small, small, true",
        "openai:gpt-4o-mini, gpt-4o-mini, true",
        "openai:gpt-4o-mini, gpt-4o-mini-2024-07-18, true",
        "gpt-4o, gpt-4o-mini, false",
        "small, large, false",
        "small, '', false",
    })
    void aModelIsTheSameUnderItsProvidersNamesForIt(String model, String served, boolean same) {
        assertThat(Models.same(model, served)).isEqualTo(same);
    }

    @Test
    void draftsOfOtherModelsGetNoConfidenceAndAReason() {
        Assessment found = FittedGate.of(PROFILE).assess(draft("large", List.of()));

        assertThat(found.confidence()).isNull();
        assertThat(found.objection()).contains("is for drafts of small, not of large");
    }

    @Test
    void onPurposeAProfileJudgesAnyModel() {
        assertThat(FittedGate.of(PROFILE)
                        .forAnyModel()
                        .assess(draft("large", List.of()))
                        .confidence())
                .isNotNull();
    }

    @Test
    void aGateThatComparesSamplesWantsAllOfThem() {
        Gate gate = FittedGate.of(profile(2, new Platt(1, 0)));

        assertThat(gate.assess(draft("small", List.of())).objection())
                .contains("looks at 2 answers to a question, this draft comes with 1");
        assertThat(gate.assess(draft("small", List.of(ChatReply.of("small", "36"))))
                        .confidence())
                .isNotNull();
    }

    @Test
    void aDraftAboutSomethingElseThanEverSeenGetsNoConfidence() {
        Draft bananas = new Draft(
                ChatRequest.of("Prove that there are infinitely many primes, and implement a sieve in Java."),
                ChatReply.of("small", "Bananas grow in warm countries; bananas taste sweet, bananas look yellow."));

        Assessment found = FittedGate.of(PROFILE).assess(bananas);

        assertThat(found.confidence()).isNull();
        assertThat(found.objection()).contains("topic.off");
    }

    @Test
    void domainsCountForWhatWasLearnedInThem() {
        Gate gate = FittedGate.of(PROFILE);
        Draft law =
                new Draft(ChatRequest.of(QUESTION), ChatReply.of("small", ANSWER), List.of(), DraftContext.of("law"));
        Draft unknown = new Draft(
                ChatRequest.of(QUESTION), ChatReply.of("small", ANSWER), List.of(), DraftContext.of("knitting"));

        assertThat(confidence(gate, law)).isLessThan(confidence(gate, unknown));
        assertThat(confidence(gate, unknown)).isEqualTo(confidence(gate, draft("small", List.of())));
    }

    @Test
    void aClosedGateStillFindsDefectsAndSaysWhyItIsClosed() {
        Assessment found = FittedGate.closed("changed by hand").assess(Draft.of(QUESTION, " "));

        assertThat(found.defects()).containsExactly(Defect.EMPTY);
        assertThat(found.objection()).isEqualTo("changed by hand");
    }

    private static double confidence(Gate gate, Draft draft) {
        return Objects.requireNonNull(gate.assess(draft).confidence());
    }

    private static Draft draft(String model, List<ChatReply> others) {
        return new Draft(ChatRequest.of(QUESTION), ChatReply.of(model, ANSWER), others, DraftContext.NONE);
    }

    private static Draft measured(Map<String, Double> signals) {
        return new Draft(
                ChatRequest.of(QUESTION),
                ChatReply.of("small", ANSWER),
                List.of(),
                DraftContext.NONE.withMeasured(signals));
    }

    private static FittedProfile weighing(String signal) {
        return with(new Weights(0, Map.of(signal, new Weight(1, 0, 1, 0)), Map.of(), GramWeights.NONE));
    }

    private static Gate read(String json) throws IOException {
        return GateReader.read("mine.json", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static FittedProfile with(Weights weights) {
        return new FittedProfile(
                PROFILE.name(),
                PROFILE.models(),
                1,
                PROFILE.source(),
                weights,
                PROFILE.calibration(),
                Map.of(),
                List.of());
    }

    private static FittedProfile profile(int samples, Calibration calibration) {
        return new FittedProfile(
                "mine",
                new Models("small", "large"),
                samples,
                new Source("answers.jsonl", "00ff", 500, LocalDate.of(2026, 11, 27), "logistic"),
                new Weights(
                        0.5,
                        Map.of("arithmetic.sound", new Weight(0.75, 0.5, 0.25, -0.125)),
                        Map.of("law", -0.5),
                        new GramWeights(new int[] {3, 70, 4000}, new float[] {0.5f, -0.25f, 0.125f}, 0.0625)),
                calibration,
                Map.of("auroc", new Metric(0.8, 0.75, 0.85)),
                List.of(new Certificate(0.02, 0.95, 0.875, 0.25, 0.0195)));
    }
}
