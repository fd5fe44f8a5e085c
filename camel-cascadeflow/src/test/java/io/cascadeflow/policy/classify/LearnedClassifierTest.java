package io.cascadeflow.policy.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.camel.policy.Questions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearnedClassifierTest {

    private static final LearnedClassifier DOMAINS =
            LearnedClassifier.ofSubjects(Questions.shipped().domains());
    private static final LearnedClassifier LANGUAGES =
            LearnedClassifier.ofLanguages(Questions.shipped().languages());

    private static final double LEAST = 0.5;

    private static Example example(String text, String... labels) {
        return new Example(text, Set.of(labels));
    }

    @Test
    void aDogThatIsLetOutIsNoCode() {
        assertThat(DOMAINS.classify("I let the dog out").said(LEAST)).doesNotContain("code");
    }

    @Test
    void aSummaryOfALawIsBoth() {
        Scores scores = DOMAINS.classify("Please summarize the contract law");
        assertThat(scores.of("summary")).isGreaterThan(LEAST);
        assertThat(scores.of("legal")).isGreaterThan(LEAST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   \n\t",
                "asdf qwer zxcv",
                "blorf snargle wibbet quonk",
                "kjwhef lqpwo zmxvb",
                "\uD800\uDC00\uDFFF",
                "\uD83D",
            })
    void whatMeansNothingIsUnknown(String gibberish) {
        assertThat(DOMAINS.classify(gibberish).said(LEAST)).containsExactly(Classifier.UNKNOWN);
    }

    /** Of each the whole word is another one, whatever is in it. */
    @Test
    void aPartOfAWordIsNotTheWord() {
        LearnedClassifier small = LearnedClassifier.ofSubjects(List.of(
                example("then it step if", "code"),
                example("if step it then", "code"),
                example("kill harm tax law ban file read", "risky"),
                example("read file ban law tax harm kill", "risky"),
                example("umbrella", "weather"),
                example("umbrella", "weather")));

        assertThat(
                        small.classify(
                                "Athens Lithuania Italy footstep Gift skills pharmacy syntax flaw urban planning profile already"))
                .isEqualTo(small.classify(""));
        assertThat(small.classify("weather with umbrella in Athens").best()).contains("weather");
        assertThat(small.classify("kill").best()).contains("risky");
    }

    /** Upstream's ties were decided by the order of an enumeration. */
    @Test
    void theNamesOfLabelsDoNotDecide() {
        List<Example> examples = List.of(
                example("red apple", "a"), example("red apple pie", "a"),
                example("green pear", "b"), example("green pear jam", "b"));
        List<Example> swapped = examples.stream()
                .map(each -> new Example(each.text(), Set.of(each.labels().contains("a") ? "b" : "a")))
                .toList();
        Scores scores = LearnedClassifier.ofSubjects(examples).classify("red pear");
        Scores others = LearnedClassifier.ofSubjects(swapped).classify("red pear");

        assertThat(others.of("b")).isCloseTo(scores.of("a"), within(1e-6));
        assertThat(others.of("a")).isCloseTo(scores.of("b"), within(1e-6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Wie lange dauert die Reise mit dem Zug?| de",
                "Combien de temps dure le voyage en train ?| fr",
                "¿Cuánto tiempo dura el viaje en tren?| es",
                "How long does the journey by train take?| en",
                "Πόση ώρα διαρκεί το ταξίδι;| el",
                "Сколько времени занимает поездка?| ru",
                "坐火车要多久?| zh",
                "電車でどのくらいかかりますか。| ja",
                "기차로 얼마나 걸려요?| ko",
                "ट्रेन से कितना समय लगता है?| hi",
                "כמה זמן לוקחת הנסיעה?| he",
                "นั่งรถไฟใช้เวลานานเท่าไร| th",
            })
    void languagesOfManyScriptsAreTold(String question, String language) {
        assertThat(LANGUAGES.classify(question).said(LEAST)).containsExactly(language);
    }

    @Test
    void aMebibyteIsReadInNoTime() {
        for (String unit : List.of("word ", "汉", "ﷺ", "\uD800", "1,", "a\u0301")) {
            String long1 = unit.repeat((1 << 20) / unit.length());
            Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
                for (int i = 0; i < 20; i++) {
                    DOMAINS.classify(long1);
                    LANGUAGES.classify(long1);
                    Complexity.of(long1);
                    Choices.in(long1);
                }
            });
        }
    }

    @Test
    void ofALongTextOnlyBothEndsAreRead() {
        String filler = "zzqx ".repeat(5000);
        String question = "Translate this sentence into French.";

        assertThat(DOMAINS.classify(question + filler + "warfarin dose tablets patient" + filler))
                .isEqualTo(DOMAINS.classify(question + filler));
        assertThat(DOMAINS.classify(filler + question).best()).contains("translation");
    }

    @Test
    void scoresAreAboutAsOftenRightAsTheySay() {
        HeldOut parts = HeldOut.of(Questions.shipped().domains());
        LearnedClassifier learned = LearnedClassifier.ofSubjects(parts.learned());
        double said = 0;
        int right = 0;
        int all = 0;
        for (Example example : parts.heldOut()) {
            Scores scores = learned.classify(example.text());
            String best = scores.best().orElseThrow();
            said += scores.of(best);
            right += example.labels().contains(best) ? 1 : 0;
            all++;
        }
        assertThat(said / all).isCloseTo(right / (double) all, within(0.1));
    }

    @Test
    void theHeldOutPartDependsOnTheTextAlone() {
        List<Example> examples = new ArrayList<>(Questions.shipped().domains());
        HeldOut parts = HeldOut.of(examples);
        Collections.reverse(examples);
        assertThat(Set.copyOf(HeldOut.of(examples).heldOut())).isEqualTo(Set.copyOf(parts.heldOut()));
        assertThat(parts.heldOut()).hasSizeBetween(examples.size() / 6, examples.size() / 4);
        assertThat(parts.learned()).hasSize(examples.size() - parts.heldOut().size());
    }

    @Test
    void oneLabelIsNothingToLearn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LearnedClassifier.ofSubjects(List.of(example("a", "x"), example("b", "x"))))
                .withMessageContaining("fewer than two labels");
    }

    @Test
    void scoresAreProbabilities() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scores(Map.of("a", 1.1)))
                .withMessage("the score of 'a' is 1.1; it is 0 to 1");
        assertThatIllegalArgumentException().isThrownBy(() -> new Scores(Map.of("a", Double.NaN)));
        assertThat(new Scores(Map.of("b", 0.5, "a", 0.5, "c", 0.1)).best()).contains("a");
        assertThat(Scores.NONE.best()).isEmpty();
        assertThat(Scores.NONE.said(0)).containsExactly("unknown");
    }
}
