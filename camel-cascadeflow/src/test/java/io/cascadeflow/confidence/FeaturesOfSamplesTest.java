package io.cascadeflow.confidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a fitted gate sees of a draft that comes with further samples. */
class FeaturesOfSamplesTest {

    private static final String QUESTION = "A box holds 12 pens. How many pens are in 3 boxes?";
    private static final String SHORT = "3 boxes hold 3 * 12 = 36 pens.";
    private static final String LONG =
            "One box holds 12 pens.\nTwo boxes hold 12 + 12 = 24 pens.\nSo three boxes hold 24 + 12 = 36 pens.";
    private static final String OTHER = "They hold 12 + 3 = 15 pens.";

    @Test
    void samplesThatComeToTheSameAreSeenTogether() {
        double lines = signal(of(SHORT), "style.lines");
        double more = signal(of(LONG), "style.lines");

        assertThat(more).isGreaterThan(lines);
        assertThat(signal(of(SHORT, LONG), "style.lines")).isCloseTo((lines + more) / 2, within(1e-9));
        assertThat(signal(of(SHORT, LONG, LONG), "style.lines")).isCloseTo((lines + 2 * more) / 3, within(1e-9));
        assertThat(signal(of(SHORT, LONG), "agreement.same")).isEqualTo(1);
    }

    @Test
    void theyAreSeenAlikeWhicheverOfThemIsTheDraft() {
        Features one = of(SHORT, LONG);
        Features other = of(LONG, SHORT);

        one.signals().forEach((name, value) -> {
            if (!Warnings.isWarning(name)) {
                assertThat(signal(other, name)).as(name).isCloseTo(value, within(1e-9));
            }
        });
        assertThat(buckets(other.answer())).isEqualTo(buckets(one.answer()));
    }

    @Test
    void aSampleThatComesToSomethingElseIsOnlyComparedWith() {
        Features alone = of(SHORT);
        Features contradicted = of(SHORT, OTHER);

        assertThat(signal(contradicted, "agreement.same")).isZero();
        assertThat(contradicted.signals()).containsAllEntriesOf(alone.signals());
        assertThat(contradicted.answer().values()).isEqualTo(alone.answer().values());
    }

    @Test
    void theDraftsOwnTextIsSeenApartFromThem() {
        Features own = Features.ofOwnText(draft(SHORT, LONG));

        assertThat(signal(own, "agreement.same")).isEqualTo(1);
        assertThat(own.signals()).containsAllEntriesOf(of(SHORT).signals());
        assertThat(own.answer().values()).isEqualTo(of(SHORT).answer().values());
    }

    @Test
    void whatOneOfThemLacksIsAbsentAndNotZero() {
        String bare = "36 pens";
        assertThat(of(bare).signals()).doesNotContainKey("arithmetic.sound");

        assertThat(signal(of(bare, SHORT), "arithmetic.sound")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"wording.hedges, I am not sure; perhaps", "arithmetic.wrong-share, 12 + 12 = 30 and then"})
    void aWarningIsTheDraftsOwn(String warning, String doubt) {
        String doubtful = doubt + " 3 * 12 = 36 pens.";
        double own = signal(of(doubtful), warning);

        assertThat(own).isPositive();
        assertThat(signal(of(doubtful, SHORT), warning)).isEqualTo(own);
        assertThat(of(SHORT, doubtful).signals().getOrDefault(warning, 0.0)).isZero();
    }

    @Test
    void theWordsOfBothCountAndALongTextNoMoreThanAShortOne() {
        Features both = of(SHORT, LONG);
        Set<Integer> words = buckets(of(SHORT).answer());
        words.addAll(buckets(of(LONG).answer()));

        assertThat(buckets(both.answer())).isEqualTo(words);
        double shared = both.answer().values().entrySet().stream()
                .mapToDouble(entry ->
                        entry.getValue() * of(SHORT).answer().scaled().values().getOrDefault(entry.getKey(), 0f))
                .sum();
        double swapped = both.answer().values().entrySet().stream()
                .mapToDouble(entry ->
                        entry.getValue() * of(LONG).answer().scaled().values().getOrDefault(entry.getKey(), 0f))
                .sum();
        assertThat(shared).isCloseTo(swapped, within(1e-5));
    }

    @Property(tries = 500)
    void anySamplesGiveFiniteFeatures(@ForAll String draft, @ForAll String one, @ForAll String other) {
        Features features = of(draft + " = 36", one + " = 36", other + "\n36");

        assertThat(features.signals().values()).allMatch(Double::isFinite);
        assertThat(features.answer().values().values()).allMatch(value -> value > 0 && value < 1_000);
    }

    private static Features of(String draft, String... others) {
        return Features.of(draft(draft, others));
    }

    private static Draft draft(String draft, String... others) {
        return new Draft(
                ChatRequest.of(QUESTION),
                ChatReply.of("m", draft),
                List.of(others).stream().map(other -> ChatReply.of("m", other)).toList(),
                DraftContext.NONE);
    }

    private static double signal(Features features, String name) {
        Map<String, Double> signals = features.signals();
        return Objects.requireNonNull(signals.get(name), name);
    }

    private static Set<Integer> buckets(Grams grams) {
        return new HashSet<>(grams.values().keySet());
    }
}
