package io.cascadeflow.confidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.confidence.Calibration.Platt;
import io.cascadeflow.confidence.FittedProfile.Models;
import io.cascadeflow.confidence.FittedProfile.Skip;
import io.cascadeflow.confidence.FittedProfile.Source;
import io.cascadeflow.confidence.Outlook.Band;
import io.cascadeflow.confidence.Weights.Weight;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.TokenLogprob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a gate says before a draft is there, and while it grows. */
class EarlyTest {

    private static final String QUESTION =
            "A box holds 12 pencils. How many pencils are in 3 boxes, if 4 of them are lost?";
    private static final String REST =
            "Then we have to see how many of the pencils are gone. The question says that some were lost on the way home, so"
                    + " the boxes are not full any more, and whoever counts them will find fewer than before. ";
    private static final String SOUND = "Three boxes hold 12 * 3 = 36 pencils. " + REST;
    private static final String WRONG = "Three boxes hold 12 * 3 = 46 pencils. " + REST;

    /** Drafts whose sums did not hold ended between 0.1 and 0.3, the others between 0.8 and 0.9. */
    private static final Outlook SUMS = new Outlook(
            new Weights(0, Map.of("arithmetic.sound", new Weight(1, 0.5, 0.5, 0)), Map.of(), GramWeights.NONE),
            List.of(band(0, 0.1, 0.3), band(1, 0.8, 0.9)));
    /** Long questions had no chance. */
    private static final Outlook LENGTH = new Outlook(
            new Weights(0, Map.of("asked.size", new Weight(-1, 2, 1, 0)), Map.of(), GramWeights.NONE),
            List.of(band(0, 0.1, 0.3), band(4, 0.8, 0.9)));

    private static final FittedProfile PROFILE = profile(Map.of(200, SUMS));

    private static FittedProfile profile(Map<Integer, Outlook> early) {
        return new FittedProfile(
                "mine",
                new Models("small", "large"),
                1,
                new Source("answers.jsonl", "00ff", 500, LocalDate.of(2026, 11, 27), "logistic"),
                new Weights(
                        0,
                        Map.of(
                                "arithmetic.sound",
                                new Weight(1, 0, 1, 0),
                                "arithmetic.wrong-share",
                                new Weight(-1, 0, 1, 0)),
                        Map.of(),
                        GramWeights.NONE),
                new Platt(1, 0),
                Map.of(),
                List.of(),
                Map.of("confidence", List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)),
                new Skip(LENGTH, 0.125),
                null,
                early);
    }

    @Test
    void aDraftThatHadNoChanceSoFarIsGivenUp() {
        assertThat(early(WRONG, 0.5)).isEqualTo(Early.REJECT);
        assertThat(early(WRONG, 0.2)).isEqualTo(Early.CONTINUE);
    }

    @Test
    void aDraftLikeThoseThatAllGotThereIsCommittedTo() {
        assertThat(early(SOUND, 0.75)).isEqualTo(Early.COMMIT);
        assertThat(early(SOUND, 0.85)).isEqualTo(Early.CONTINUE);
    }

    @Test
    void beforeTheFirstLookItWaits() {
        assertThat(early(SOUND.substring(0, 199), 0.75)).isEqualTo(Early.CONTINUE);
    }

    @Test
    void betweenLooksNothingChanges() {
        assertThat(early(SOUND + "And then 1 + 1 = 3. ", 0.75)).isEqualTo(early(SOUND.substring(0, 210), 0.75));
    }

    @Test
    void theSameBeginningIsNotLookedAtAgain() {
        FittedGate gate = FittedGate.of(PROFILE);

        assertThat(gate.early(draft(WRONG), 199, 0.5)).isEqualTo(Early.REJECT);
        assertThat(gate.early(draft(WRONG), 200, 0.5)).isEqualTo(Early.CONTINUE);
        assertThat(gate.early(draft("and so on and on, ".repeat(60)), 1000, 0.5))
                .as("a loop may begin at any time")
                .isEqualTo(Early.REJECT);
    }

    @Test
    void aLoopIsGivenUpWhateverTheProfile() {
        assertThat(early("and so on and on, ".repeat(60), 0.1)).isEqualTo(Early.REJECT);
    }

    @Test
    void aModelThatHesitatesOverItsFirstWordsIsSeen() {
        Outlook hesitant = new Outlook(
                new Weights(0, Map.of("logprob.mean", new Weight(1, -0.5, 1, 0)), Map.of(), GramWeights.NONE),
                List.of(band(0, 0.1, 0.3), band(1, 0.8, 0.9)));
        FittedGate gate = FittedGate.of(profile(Map.of(100, hesitant)));

        assertThat(gate.early(draft(SOUND, -2.0), 0, 0.5)).isEqualTo(Early.REJECT);
        assertThat(gate.early(draft(SOUND, -0.1), 0, 0.5)).isEqualTo(Early.COMMIT);
    }

    private static Draft draft(String text, double logprob) {
        List<TokenLogprob> tokens = text.codePoints()
                .mapToObj(character -> new TokenLogprob(Character.toString(character), logprob, List.of()))
                .toList();
        return new Draft(ChatRequest.of(QUESTION), ChatReply.of("small", text).withLogprobs(Logprobs.of(tokens)));
    }

    @Test
    void ofAnotherModelNothingIsTold() {
        Draft draft = new Draft(ChatRequest.of(QUESTION), ChatReply.of("other", WRONG));

        assertThat(FittedGate.of(PROFILE).early(draft, 0, 0.5)).isEqualTo(Early.CONTINUE);
    }

    @Test
    void theChanceIsToldFromTheQuestionAlone() {
        FittedGate gate = FittedGate.of(PROFILE);

        assertThat(gate.chance(ChatRequest.of("What is 3 + 4?"), null, 0.5)).hasValue(1);
        assertThat(gate.chance(ChatRequest.of("And what of this? ".repeat(40)), null, 0.5))
                .hasValue(0);
    }

    @Test
    void allOfItIsKeptInTheProfilesJson() throws IOException {
        String json = FittedProfileWriter.write(PROFILE);
        FittedGate read = (FittedGate)
                GateReader.read("mine.json", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));

        assertThat(FittedProfileWriter.write(read.profile())).isEqualTo(json);
        assertThat(read.reference()).isEqualTo(PROFILE.reference());
        assertThat(read.profile().skip()).isNotNull();
        assertThat(read.early(draft(WRONG), 0, 0.5)).isEqualTo(Early.REJECT);
        assertThat(read.early(draft(SOUND), 0, 0.75)).isEqualTo(Early.COMMIT);
    }

    private static Early early(String begun, double threshold) {
        return FittedGate.of(PROFILE).early(draft(begun), 0, threshold);
    }

    private static Draft draft(String text) {
        return new Draft(ChatRequest.of(QUESTION), ChatReply.of("small", text));
    }

    private static Band band(double upTo, double lowest, double highest) {
        return new Band(
                upTo,
                IntStream.rangeClosed(0, Outlook.STEPS)
                        .mapToObj(step -> lowest + (highest - lowest) * step / Outlook.STEPS)
                        .toList());
    }
}
