package io.cascadeflow.confidence.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.confidence.FittedProfile.Certificate;
import io.cascadeflow.confidence.fit.Certifying.Judged;
import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.replay.FitRun;
import io.cascadeflow.replay.Lessons;
import io.cascadeflow.replay.Recordings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertifyingTest {

    @ParameterizedTest
    @CsvSource({"0, 100, 0.95, 0.029513", "5, 100, 0.95, 0.102253", "3, 10, 0.975, 0.652453", "10, 10, 0.95, 1"})
    void boundsAreThoseOfClopperAndPearson(int count, int all, double confidence, double bound) {
        assertThat(Binomial.upperBound(count, all, confidence)).isCloseTo(bound, within(1e-5));
        assertThat(Binomial.lowerBound(all - count, all, confidence)).isCloseTo(1 - bound, within(1e-5));
    }

    @Test
    void theThresholdAcceptsAsMuchAsTheLimitAllows() {
        Certificate strict = Certifying.certify(questions(2_000, 1), 0.02, 0.95);
        Certificate lax = Certifying.certify(questions(2_000, 1), 0.05, 0.95);

        assertThat(strict.threshold()).isNotNull();
        assertThat(strict.regretBound()).isLessThanOrEqualTo(0.02);
        assertThat(lax.accepted()).isGreaterThan(strict.accepted());
        assertThat(lax.regretBound()).isBetween(0.02, 0.05);
    }

    @Test
    void tooFewQuestionsCannotShowASmallRegret() {
        Certificate certificate = Certifying.certify(questions(60, 1), 0.01, 0.95);

        assertThat(certificate.threshold()).isNull();
        assertThat(certificate.accepted()).isZero();
    }

    @Test
    void evenAGateThatKnowsEverythingHasToEscalateTheRest() {
        List<Judged> questions = new ArrayList<>(Collections.nCopies(70, new Judged(0.9, false)));
        questions.addAll(Collections.nCopies(30, new Judged(0.1, true)));

        assertThat(Certifying.smallestEscalation(questions, 0.05)).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void aDraftWithoutConfidenceIsNeverAccepted() {
        List<Judged> questions = new ArrayList<>(Collections.nCopies(500, new Judged(Double.NaN, false)));

        assertThat(Certifying.certify(questions, 0.05, 0.95).threshold()).isNull();
    }

    @Test
    void heldInNineteenOfTwentySplitsOfSyntheticQuestions() {
        int held = 0;
        for (int split = 0; split < 400; split++) {
            held += holds(questions(1_000, split), 0.05) ? 1 : 0;
        }
        assertThat(held).isGreaterThanOrEqualTo(380);
    }

    @ParameterizedTest
    @CsvSource({
        "gsm8k-dev.jsonl.gz, mixtral-8x7b-instruct, gpt-4-1106-preview",
        "gsm8k-dev.jsonl.gz, gpt-3.5-turbo, gpt-4o-mini",
        "mmlu-pro-dev.jsonl.gz, gemini-1.5-flash, gemini-1.5-pro",
    })
    void heldInAtLeast95Of100RandomSplitsOfRealQuestions(String file, String small, String large) {
        Lessons lessons = Lessons.of(Recording.read(Recordings.file(file)), small, large, 1, () -> {});
        List<Judged> all = FitRun.judged(FitRun.heldOut(lessons, () -> {}));
        for (double limit : new double[] {0.02, 0.05, 0.1}) {
            int held = 0;
            for (int split = 0; split < 100; split++) {
                List<Judged> shuffled = new ArrayList<>(all);
                Collections.shuffle(shuffled, new Random(split));
                held += holds(shuffled, limit) ? 1 : 0;
            }
            System.out.printf("%s > %s: regret of at most %.2f held in %d of 100 splits%n", small, large, limit, held);
            assertThat(held).isGreaterThanOrEqualTo(95);
        }
    }

    /** Certifies on one half and counts on the other. */
    private static boolean holds(List<Judged> questions, double limit) {
        int half = questions.size() / 2;
        List<Judged> rest = questions.subList(half, questions.size());
        Double threshold =
                Certifying.certify(questions.subList(0, half), limit, 0.95).threshold();
        return threshold == null
                || rest.stream()
                                .filter(question -> question.confidence() >= threshold && question.regrettable())
                                .count()
                        <= limit * rest.size();
    }

    /** Regrettable with a chance that falls as confidence rises. */
    private static List<Judged> questions(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Judged> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double confidence = random.nextDouble();
            questions.add(new Judged(confidence, random.nextDouble() < 0.6 * (1 - confidence)));
        }
        return questions;
    }
}
