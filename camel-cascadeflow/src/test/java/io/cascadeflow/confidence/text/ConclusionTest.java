package io.cascadeflow.confidence.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConclusionTest {

    private static final Numbers NONE = Text.of("").numbers();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // numbers, whatever the words, the language, the notation
                "12 * 3 = 36. The answer is 32. | So 32 pencils are left. | true",
                "The answer is 32. | Die Antwort ist 32. | true",
                "The answer is 32. | 答案是32。 | true",
                "The answer is 32. | الجواب هو ٣٢. | true",
                "It costs $1,250.50 | Es kostet 1.250,50 € | true",
                "\\boxed{32} is left | 32 | true",
                "The answer is 32. | The answer is 33. | false",
                // dates
                "It was on 14 July 1789. | 1789-07-14 | true",
                "It was on July 14, 1789. | Es war am 14. Juli 1789. | true",
                "It was on 14 July 1789. | It was on 15 July 1789. | false",
                // choices
                "The answer is (C). | C | true",
                "The answer is (C). | (B) | false",
                // a few words
                "Pablo Picasso | pablo picasso. | true",
                "Pablo Picasso | Salvador Dali | false",
            })
    void answersAreComparedByWhatTheyComeTo(String one, String other, boolean same) {
        assertThat(of(one).sameAs(of(other))).isEqualTo(same);
        assertThat(of(other).sameAs(of(one))).isEqualTo(same);
    }

    @Test
    void freeTextWithoutAConclusionCannotBeCompared() {
        String one = "The revolution began because bread was dear and the king had lost the trust of the people";
        String other =
                "Debt, hunger and an unjust order of estates led to the fall of the monarchy in the end of the century";

        assertThat(of(one).sameAs(of(other))).isNull();
    }

    @Test
    void whatTheQuestionNamesIsTheResultOnlyIfThereIsNothingElse() {
        Numbers asked = Text.of("How many of 12 in 3 boxes?").numbers();

        assertThat(Conclusion.of("There are 36 in 3 boxes", asked).number()).isEqualTo(36);
        assertThat(Conclusion.of("There are 12", asked).number()).isEqualTo(12);
    }

    @Property
    void everyNumberIsTheSameAsItself(@ForAll @IntRange(min = -100_000, max = 100_000) int number) {
        assertThat(of("The result is " + number).sameAs(of("= " + number))).isTrue();
        assertThat(of("The result is " + number).sameAs(of("= " + (number + 1))))
                .isFalse();
    }

    @Property
    void anyTextIsRead(@ForAll String text) {
        Conclusion conclusion = of(text);
        Boolean same = conclusion.sameAs(of(text));

        assertThat(same == null || same).isTrue();
        assertThat(Conclusion.lengthOfLastLine(text)).isBetween(0, text.length());
    }

    private static Conclusion of(String text) {
        return Conclusion.of(text, NONE);
    }
}
