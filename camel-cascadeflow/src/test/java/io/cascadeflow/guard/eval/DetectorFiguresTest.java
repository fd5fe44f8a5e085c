package io.cascadeflow.guard.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.guard.find.Detectors;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is found of made-up texts in 20 locales; {@code benchmarks.jar guard} prints it. */
class DetectorFiguresTest {

    private static final List<Item> ITEMS = MadeUpItems.all(11);
    private static final Scores SCORES = new Scores(Detectors.of(Set.of(), List.of()), ITEMS);

    @Test
    void theSetIsLargeAndTheSameEachTime() {
        assertThat(ITEMS).hasSizeGreaterThanOrEqualTo(5000).isEqualTo(MadeUpItems.all(11));
        assertThat(SCORES.byLocale()).hasSize(20);
    }

    @Test
    void nearlyEverythingIsFoundAndLittleElse() {
        assertThat(SCORES.all().recall()).as(SCORES.table()).isGreaterThanOrEqualTo(0.98);
        assertThat(SCORES.all().precision()).as(SCORES.table()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void soItIsForEachKind() {
        assertThat(SCORES.byKind()).allSatisfy((kind, score) -> {
            assertThat(score.recall()).as(kind).isGreaterThanOrEqualTo(0.98);
            assertThat(score.precision()).as(kind).isGreaterThanOrEqualTo(0.95);
        });
    }

    @Test
    void andInEachLocale() {
        assertThat(SCORES.byLocale()).allSatisfy((locale, score) -> {
            assertThat(score.recall()).as(locale).isGreaterThanOrEqualTo(0.95);
            assertThat(score.precision()).as(locale).isGreaterThanOrEqualTo(0.93);
        });
    }
}
