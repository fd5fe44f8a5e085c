package io.cascadeflow.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.confidence.History.Lesson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final List<Lesson> LESSONS = List.of(
            new Lesson("How many apples has Tom?", 1),
            new Lesson("How many pears has Tom?", 1),
            new Lesson("How many plums has Tom?", 0),
            new Lesson("Which river flows through Vienna?", 0));

    private final History history = History.of(LESSONS);

    @Test
    void questionsLikeItTell() {
        assertThat(history.right("How many nuts has Tom?").getAsDouble()).isCloseTo(2 / 3.0, within(0.05));
        assertThat(history.right("Which river flows through Rome?")).hasValue(0);
    }

    @Test
    void aNearerQuestionCountsMore() {
        History two = History.of(List.of(
                new Lesson("How many red apples and green pears has Tom?", 1), new Lesson("How many has Ann?", 0)));

        assertThat(two.right("How many red apples and green plums has Tom?").getAsDouble())
                .isGreaterThan(0.6);
    }

    @Test
    void nothingNearTellsNothing() {
        assertThat(history.right("Translate blue sky")).isEmpty();
        assertThat(history.right("")).isEmpty();
        assertThat(History.of(List.of()).right("How many nuts has Tom?")).isEmpty();
    }

    @Test
    void aQuestionDoesNotCountItself() {
        assertThat(history.right(" Which river flows through Vienna? ")).isEmpty();
        assertThat(history.right("How many plums has Tom?")).hasValue(1);
    }

    @Test
    void onlyTheNearestAreLookedAt() {
        List<Lesson> lessons = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lessons.add(new Lesson("How many apples has person" + (char) ('a' + i % 26) + i + " here?", 0));
        }
        for (int i = 0; i < History.NEIGHBOURS; i++) {
            lessons.add(new Lesson("How many apples has Tom there, in town " + (char) ('a' + i) + "?", 1));
        }

        assertThat(History.of(lessons).right("How many apples has Tom there, in town zzz?"))
                .hasValue(1);
    }

    @Test
    void itsSizeIsBounded() {
        assertThat(History.of(LESSONS, 25).size()).isBetween(1, 3);
        assertThat(history.size()).isEqualTo(4);
    }
}
