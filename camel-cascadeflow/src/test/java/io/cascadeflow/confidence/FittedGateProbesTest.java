package io.cascadeflow.confidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.confidence.FittedProfile.Models;
import io.cascadeflow.confidence.FittedProfile.Source;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.replay.FitRun;
import io.cascadeflow.replay.Lessons;
import io.cascadeflow.replay.Recordings;
import io.cascadeflow.replay.Replayed;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The probes of gates (upstream.md, c.1) against a gate that was fitted on recorded answers, at the laxest threshold at which it
 * is used in earnest. The numbers in the names of tests are those of docs/probes.md.
 */
class FittedGateProbesTest {

    /** The mark that a draft must not reach. */
    private static final double LAX = 0.7;

    private static final String PENCILS =
            "A box holds 12 pencils. How many pencils are in 3 boxes, if 4 of them are lost?";
    private static final String SOUND =
            "Three boxes hold 12 * 3 = 36 pencils. After losing 4 pencils, 36 - 4 = 32 are left.\n32";
    private static final String WRONG =
            "Three boxes hold 12 * 3 = 46 pencils. After losing 4 pencils, 46 - 4 = 42 are left.\n42";

    private static FitRun run;
    private static Gate gate = Gate.NONE;

    @BeforeAll
    static void fit() {
        Recording recording = Recording.read(Recordings.file("gsm8k-dev.jsonl.gz"));
        Lessons lessons = Lessons.of(recording, "mixtral-8x7b-instruct", "gpt-4-1106-preview", 1, () -> {});
        Source source = new Source("gsm8k-dev", "", 801, LocalDate.EPOCH, "");
        run = FitRun.of(
                "probes",
                lessons,
                new Models("mixtral-8x7b-instruct", "gpt-4-1106-preview"),
                1,
                source,
                FitRun.Costs.UNKNOWN,
                () -> {});
        gate = FittedGate.of(run.profile()).forAnyModel();
    }

    @Test
    void draftsAboutSomethingElseEscalateWhateverTheHistorySays() { // 1, 2, 3
        String banana = "banana banana banana";
        String expert = "Prove that there are infinitely many primes, and implement a segmented sieve in Java.";
        ChatRequest chat = ChatRequest.of(List.of(
                ChatMessage.system("You are a careful medical assistant."),
                ChatMessage.user("What is a prime?"),
                ChatMessage.assistant("A number with two divisors."),
                ChatMessage.user(expert)));
        String document = "The council met on Tuesday and discussed the new bridge over the river. ".repeat(30)
                + "What did the council discuss?";

        assertEscalates(new Draft(chat, ChatReply.of("m", banana)));
        assertEscalates(
                Draft.of("Are vaccines tested before they are approved?", "banana banana banana banana banana"));
        assertEscalates(Draft.of(document, "bananas"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"I don't know.", "I'm not sure, I cannot answer that.", "Ich weiß es nicht.", "No lo sé."})
    void abstentionEscalates(String answer) { // 4
        assertEscalates(Draft.of("Who painted Guernica?", answer));
    }

    @Test
    void manyWordsAboutBananasEscalate() { // 6
        assertEscalates(
                Draft.of(
                        "Describe the French Revolution",
                        "Bananas are long yellow fruits that grow in warm countries and taste sweet when they are ripe and soft to the touch"));
    }

    @Test
    void wrongSumsEscalateAndSoundOnesRankAboveThem() { // 13
        assertEscalates(Draft.of(PENCILS, WRONG));
        assertThat(confidence(Draft.of(PENCILS, SOUND))).isGreaterThan(confidence(Draft.of(PENCILS, WRONG)) + 0.2);
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "8"})
    void fillerDoesNotRaiseConfidence(int times) { // 14
        String filler =
                "It is worth thinking about this carefully and in detail, as always in such matters.\n\n".repeat(times);

        assertThat(confidence(Draft.of(PENCILS, filler + SOUND)))
                .isLessThanOrEqualTo(confidence(Draft.of(PENCILS, SOUND)));
    }

    @ParameterizedTest
    @EnumSource(
            value = FinishReason.class,
            names = {"LENGTH", "CONTENT_FILTER", "REFUSAL", "ERROR", "CONTEXT_WINDOW"})
    void cutOffAndWithheldAnswersAreNeverAccepted(FinishReason finish) { // 15
        ChatReply reply = ChatReply.of("m", SOUND).withFinishReason(finish);

        assertThat(gate.assess(new Draft(ChatRequest.of(PENCILS), reply)).confidence())
                .isZero();
    }

    @Test
    void earlierMessagesAndInstructionsChangeNothing() { // 1, 9
        ChatRequest bare = ChatRequest.of(PENCILS);
        ChatRequest dressed = ChatRequest.of(List.of(
                ChatMessage.system("You are an enterprise architecture expert."),
                ChatMessage.user("hi"),
                ChatMessage.assistant("Hello!"),
                ChatMessage.user(PENCILS)));

        assertThat(confidence(new Draft(dressed, ChatReply.of("m", SOUND))))
                .isEqualTo(confidence(new Draft(bare, ChatReply.of("m", SOUND))));
    }

    @Test
    void higherThresholdsAcceptLessAndNoneAcceptsEverything() { // 20
        List<Long> accepted = List.of(0.5, 0.6, 0.7, 0.8, 0.9).stream()
                .map(threshold -> run.heldOut().stream()
                        .filter(draft -> heldOut(draft) >= threshold)
                        .count())
                .toList();

        assertThat(accepted.get(0)).isLessThan((long) (0.85 * run.heldOut().size()));
        for (int i = 1; i < accepted.size(); i++) {
            assertThat(accepted.get(i)).isLessThan(accepted.get(i - 1)).isPositive();
        }
    }

    @Test
    void acceptedDraftsAreOftenerRightThanRejectedOnes() { // 23
        assertThat(rightShare(LAX, 2)).isGreaterThan(rightShare(0, LAX) + 0.3);
    }

    private static double rightShare(double from, double below) {
        return run.heldOut().stream()
                .filter(draft -> heldOut(draft) >= from && heldOut(draft) < below)
                .mapToDouble(draft -> Objects.requireNonNull(draft.labels()).draftRight() ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static double heldOut(Replayed draft) {
        return Objects.requireNonNull(draft.confidence());
    }

    private static void assertEscalates(Draft draft) {
        Double confidence = gate.assess(draft).confidence();
        assertThat(confidence == null ? 0 : confidence).isLessThan(LAX);
    }

    private static double confidence(Draft draft) {
        return Objects.requireNonNull(gate.assess(draft).confidence());
    }
}
