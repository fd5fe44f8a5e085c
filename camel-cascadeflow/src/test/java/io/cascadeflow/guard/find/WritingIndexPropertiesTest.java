package io.cascadeflow.guard.find;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The index leaves out no way to write an id that would have fit. */
class WritingIndexPropertiesTest {

    private static final List<Writing> ALL = all();
    private static final WritingIndex LETTERS = WritingIndex.of(ALL, true);
    private static final WritingIndex DIGITS = WritingIndex.of(ALL, false);

    /** All ways, also those that need a word: they are found more often so. */
    private static List<Writing> all() {
        List<Writing> all = new ArrayList<>();
        for (NationalId id : NationalIds.shipped()) {
            id.forms().forEach(form -> all.add(new Writing(id, form, false)));
            id.bare().forEach(form -> all.add(new Writing(id, form, false)));
        }
        return all;
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> written = Arbitraries.of(ALL)
                .flatMap(one ->
                        Arbitraries.randomValue(random -> filled(one.form().text(), random)));
        Arbitrary<String> rest =
                Arbitraries.strings().withChars("0123456789AZ -./?").ofMaxLength(6);
        return written.flatMap(text -> rest.map(more -> text + more));
    }

    private static String filled(String form, Random random) {
        StringBuilder text = new StringBuilder();
        for (char c : form.toCharArray()) {
            text.append(
                    switch (c) {
                        case '#' -> random.nextInt(20) == 0 ? '\u0663' : (char) ('0' + random.nextInt(10));
                        case '@' -> (char) ('A' + random.nextInt(26));
                        case '?' -> random.nextBoolean() ? (char) ('0' + random.nextInt(10)) : 'X';
                        default -> c;
                    });
        }
        return text.toString();
    }

    @Property(tries = 5_000)
    void itFindsWhatLookingAtAllWaysFinds(@ForAll("numbers") String text) {
        for (int at = 0; at < text.length(); at++) {
            boolean letter = Characters.isAsciiLetter(text.charAt(at));
            if (!letter && !Characters.isDigit(text.charAt(at))) {
                continue;
            }
            int longest = at;
            for (Writing one : ALL) {
                if (one.form().beginsWithLetter() == letter) {
                    longest = Math.max(longest, one.end(text, at));
                }
            }
            assertThat((letter ? LETTERS : DIGITS).end(text, at)).isEqualTo(longest);
        }
    }
}
