package io.cascadeflow.policy.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplexityTest {

    private static final String ANALYSIS =
            "Set up an econometric analysis of how tariffs, remittances and oil prices drive growth; state the model, the identification and three robustness checks.";
    private static final String PROOF =
            "Prove, assuming the Riemann hypothesis, that |pi(x) - li(x)| < sqrt(x) * log(x) / 8 for x >= 2657.";

    /** Upstream takes a question for trivial as soon as it names a population or a language. */
    @Test
    void noWordsMakeAQuestionTrivial() {
        assertThat(Complexity.of(ANALYSIS + " Use the population of Nigeria as a control."))
                .isGreaterThan(Complexity.of(ANALYSIS));
        assertThat(Complexity.of(PROOF + " Then bound the population of primes."))
                .isGreaterThan(Complexity.of(PROOF))
                .isGreaterThan(2 * Complexity.of("What is the population of Nigeria?"));
    }

    /** Upstream takes it for a question for experts, by the word five and the like. */
    @Test
    void noWordsMakeAQuestionHard() {
        String fruits = "Create a list of five fruits my kids might like";
        assertThat(Complexity.of(fruits)).isLessThan(0.1);
        assertThat(Complexity.of(fruits)).isEqualTo(Complexity.of(fruits.replace("fruits", "proofs")));
    }

    @Test
    void theLanguageOfAQuestionDoesNotMatter() {
        double english = Complexity.of("What is the capital of Greece?");
        assertThat(Complexity.of("Ποια είναι η πρωτεύουσα της Ελλάδας;")).isCloseTo(english, within(0.02));
        assertThat(Complexity.of("希腊的首都是哪里?")).isCloseTo(english, within(0.02));
        assertThat(Complexity.of("ما هي عاصمة اليونان؟")).isCloseTo(english, within(0.02));
    }

    @Test
    void nothingIsNothingAndMuchIsAlmostOne() {
        assertThat(Complexity.of("")).isZero();
        assertThat(Complexity.of("  \n ")).isZero();
        StringBuilder much = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            much.append("if (x[").append(i).append("] > ").append(i * 3).append(") step; ");
        }
        assertThat(Complexity.of(much.toString())).isBetween(0.95, 1.0);
    }

    @ParameterizedTest
    @CsvSource({
        "trivial, 0.1",
        "simple, 0.3",
        "Moderate, 0.5",
        "hard, 0.7",
        "EXPERT, 0.9",
        "0.42, 0.42",
        " 1 , 1",
        "0, 0"
    })
    void whatSomebodySaysIsUnderstood(String said, double complexity) {
        assertThat(Complexity.said(said)).hasValue(complexity);
    }

    @ParameterizedTest
    @CsvSource({"huge", "1.01", "-0.1", "NaN", "''", "Infinity"})
    void whatIsNoneIsNot(String said) {
        assertThat(Complexity.said(said)).isEmpty();
    }
}
