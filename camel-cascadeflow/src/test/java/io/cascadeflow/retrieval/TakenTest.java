package io.cascadeflow.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.confidence.text.Citations;
import io.cascadeflow.retrieval.Taken.Bounds;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TakenTest {

    private static final Bounds BOUNDS = new Bounds(3, 0.5, 1000);

    private static List<String> texts(Taken taken) {
        return taken.passages().stream().map(Passage::text).toList();
    }

    @Test
    void theSameTextIsTakenOnce() {
        Taken taken = Taken.of(
                List.of(Passage.of("One  two"), Passage.of("x", "One two"), Passage.of(" "), Passage.of("One two\n")),
                BOUNDS);

        assertThat(texts(taken)).containsExactly("One  two");
        assertThat(taken.duplicates()).isEqualTo(2);
    }

    @Test
    void lowScoresAndWhatIsTooManyAreLeftOut() {
        List<Passage> found = new ArrayList<>();
        found.add(new Passage("low", "low", 0.4));
        found.add(new Passage("high", "high", 0.6));
        found.add(Passage.of("unscored"));
        found.add(Passage.of("three"));
        found.add(Passage.of("four"));

        Taken taken = Taken.of(found, BOUNDS);

        assertThat(texts(taken)).containsExactly("high", "unscored", "three");
        assertThat(taken.left()).isEqualTo(2);
    }

    @Test
    void tenMebibytesAreCutAndTold() {
        Taken taken = Taken.of(List.of(Passage.of("x".repeat(10 * 1024 * 1024)), Passage.of("y")), BOUNDS);

        assertThat(texts(taken)).containsExactly("x".repeat(1000));
        assertThat(taken.cut()).isEqualTo(1);
        assertThat(taken.left()).isEqualTo(1);
        String face = "a\uD83D\uDE00".repeat(400);
        assertThat(texts(Taken.of(List.of(Passage.of(face)), BOUNDS)))
                .allSatisfy(text -> assertThat(Character.isHighSurrogate(text.charAt(text.length() - 1)))
                        .isFalse());
    }

    @Test
    void idsThatImitateOursAreNone() {
        for (String id : List.of("7", "1-3", "none", "a]b", "a\nb", "[1]", " ", "x".repeat(200), "=====")) {
            assertThat(Taken.of(List.of(Passage.of(id, "text")), BOUNDS)
                            .passages()
                            .get(0)
                            .id())
                    .as(id)
                    .isNull();
        }
        assertThat(Taken.ids(Taken.of(
                                List.of(
                                        Passage.of("A.md", "one"),
                                        Passage.of("a.md", "two"),
                                        Passage.of("b c.md#d", "three")),
                                BOUNDS)
                        .passages()))
                .containsExactly("A.md", "", "b c.md#d");
    }

    @Test
    void aScoreIsANumber() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Passage(null, "x", Double.NaN));
    }

    @Property(tries = 300)
    void neverMoreThanTheBoundsAndNothingIsLostUntold(
            @ForAll @Size(max = 20) List<@StringLength(max = 400) String> texts,
            @ForAll @IntRange(min = 1, max = 6) int top,
            @ForAll @IntRange(min = 200, max = 900) int room) {
        Taken taken = Taken.of(texts.stream().map(Passage::of).toList(), new Bounds(top, null, room));

        assertThat(taken.passages()).hasSizeLessThanOrEqualTo(top);
        assertThat(texts(taken).stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(room);
        assertThat(taken.passages().size() + taken.duplicates() + taken.left())
                .isEqualTo((int) texts.stream().filter(text -> !text.isBlank()).count());
        assertThat(texts(taken))
                .allSatisfy(text -> assertThat(
                                Citations.of(text, List.of("", "", "")).places())
                        .isEmpty());
    }
}
