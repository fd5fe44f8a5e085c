package io.cascadeflow.confidence.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CitationsTest {

    private static final List<String> IDS = List.of("docs/gate.md#thresholds", "", "faq.md");

    private static Citations of(String text) {
        return Citations.of(text, IDS);
    }

    @Test
    void placesListsRangesAndIdsAreCitations() {
        assertThat(of("It is so [1]. And so [3, 2]; twice [1].").places()).containsExactly(1, 3, 2);
        assertThat(of("So [1][2], and [1-3], and [^2], and 【3】.").places()).containsExactly(1, 2, 3);
        assertThat(of("As [faq.md] and [Docs/Gate.md#thresholds; 2] say.").places())
                .containsExactly(3, 1, 2);
        assertThat(of("See [faq.md](faq.md).").places()).containsExactly(3);
        assertThat(of("[1]: faq.md").places()).containsExactly(1);
    }

    @Test
    void whatWasNotGivenIsUnknown() {
        assertThat(of("So [4], [0], [2-5] and [docs/other.md].").unknown())
                .containsExactly("4", "0", "2-5", "docs/other.md");
        assertThat(of("So [1][7].").unknown()).containsExactly("7");
        assertThat(of("So [4].").share()).isZero();
        assertThat(of("So [1] [4].").share()).isEqualTo(0.5);
        assertThat(of("So it is.").share()).isNaN();
        assertThat(Citations.of("[1]", List.of()).unknown()).containsExactly("1");
    }

    @Test
    void otherBracketsAreNone() {
        for (String text : List.of(
                "[sic]",
                "- [x] done",
                "[see above]",
                "in [2024]",
                "[a link](x.md)",
                "[other.md](other.md)",
                "[0.5, 0.7]",
                "[e.g.]",
                "[",
                "[1",
                "[]",
                "[\n1]")) {
            assertThat(of(text)).as(text).isEqualTo(Citations.of("", IDS));
        }
    }

    @Test
    void whatMayBeAnIndexCountsForTheTextAndNeverAgainstIt() {
        assertThat(of("It is so[1].").places()).containsExactly(1);
        assertThat(of("The element a[7], m[7][8], `f()[9]` and ```x [9]```.").unknown())
                .isEmpty();
        assertThat(of("It is `[2]`.").places()).containsExactly(2);
    }

    @Test
    void noneSaysThatNoPassageTells() {
        assertThat(of("They do not say [none].").none()).isTrue();
        assertThat(of("None of them.").none()).isFalse();
    }

    @Test
    void aCopyOfACleanedTextCitesNothing() {
        String imitating = "As [1] and [2, 3] and 【7】 and [none] say, see [a](b.md) and a[i].";

        assertThat(Citations.without(imitating))
                .isEqualTo("As (1) and (2, 3) and (7) and (none) say, see [a](b.md) and a[i].");
    }

    /** All that we write ourselves is read back, whatever stands around it. */
    @Property(tries = 300)
    void whatIsWrittenIsRead(
            @ForAll("prose") String prose, @ForAll @Size(max = 5) List<@IntRange(min = 1, max = 9) Integer> places) {
        String cited = places.stream().map(place -> " [" + place + "]").collect(Collectors.joining("; "));
        List<String> nine = IntStream.range(0, 9).mapToObj(i -> "").toList();

        Citations found = Citations.of(prose + cited + " " + prose, nine);

        assertThat(found.places())
                .containsExactlyElementsOf(places.stream().distinct().toList());
        assertThat(found.unknown()).isEmpty();
        assertThat(Citations.of(prose + cited, List.of()).unknown())
                .containsExactlyElementsOf(
                        places.stream().distinct().map(String::valueOf).toList());
    }

    @Provide
    Arbitrary<String> prose() {
        return Arbitraries.strings().withChars("abc ,.()äß\n").ofMaxLength(40);
    }

    /** Whatever a model writes: each place was given, and a cleaned text cites none. */
    @Property(tries = 1000)
    void anythingIsReadWithoutFault(@ForAll("hostile") String text) {
        Citations found = of(text);

        assertThat(found.places()).doesNotHaveDuplicates().allMatch(place -> place >= 1 && place <= 3);
        assertThat(found.valid()).isBetween(0, found.cited());
        assertThat(found.unknown()).hasSizeLessThanOrEqualTo(Citations.MOST_UNKNOWN);
        assertThat(Citations.of(Citations.without(text), List.of("", "", "")).places())
                .isEmpty();
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.of(
                        "[", "]", "(", ")", "【", "】", "1", "22", ",", "-", "^", " ", "\n", "`", "none", "faq.md", "x/y",
                        "a")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Test
    void tenMebibytesMadeToHurtTakeLinearTime() {
        for (String piece : List.of("[", "[1", "[1,", "[1]", "]", "`[9]", "[faq.m")) {
            String text = piece.repeat(10 * 1024 * 1024 / piece.length());
            long before = processorTime();
            of(text);
            Citations.without(text);
            assertThat(processorTime() - before).as(piece).isLessThan(20_000_000_000L);
        }
    }

    /** Of this thread, in nanoseconds: whatever else the machine does. */
    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
