package io.cascadeflow.policy.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoicesTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 15, 16, 30})
    void everyEntryCountsHoweverItIsWritten(int count) {
        for (String between : new String[] {", ", ",", "; ", " | ", "/", "、", "，", "\n- ", "\n* ", "\n• "}) {
            String list =
                    IntStream.range(0, count).mapToObj(i -> "label" + i + "x").collect(Collectors.joining(between));
            String first = between.startsWith("\n") ? between : "";
            assertThat(Choices.in("Which label fits best: " + first + list + ".\nAnswer with one word."))
                    .as(between)
                    .isEqualTo(count);
        }
        String numbered =
                IntStream.range(0, count).mapToObj(i -> (i + 1) + ". label").collect(Collectors.joining("\n"));
        assertThat(Choices.in("Which is it?\n" + numbered)).isEqualTo(count);
        assertThat(Choices.in("Which is it?\n\n" + numbered.replace("\n", "\n\n")))
                .isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''| 0",
                "hi| 1",
                "What is the capital of Greece?| 1",
                "It cost 1,000,000 or 3.5 and 7/8| 1",
                "Is it spam, ham, or neither?| 3",
                "(a, b, c) and then [d, e]| 3",
                "Wait, what?| 2",
            })
    void whatIsNoListHasFew(String question, int choices) {
        assertThat(Choices.in(question)).isEqualTo(choices);
    }

    @Test
    void aTextBetweenListsPartsThem() {
        assertThat(Choices.in("- a\n- b\nAnd further\n- c\n- d\n- e")).isEqualTo(3);
        assertThat(Choices.in("a, b, c, " + "a long clause that is nobody's label at all".repeat(3) + ", d, e"))
                .isEqualTo(4);
    }
}
