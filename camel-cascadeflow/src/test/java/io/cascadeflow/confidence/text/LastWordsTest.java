package io.cascadeflow.confidence.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a regular expression would find in the whole line is found from its end. */
class LastWordsTest {

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final int MOST = 7;

    @Property
    void areThoseBetweenWhichNothingOfAWordStands(@ForAll("lines") String line) {
        List<String> all =
                BETWEEN.splitAsStream(line).filter(word -> !word.isEmpty()).toList();
        assertThat(Conclusion.lastWords(line)).isEqualTo(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    @Provide
    Arbitrary<String> lines() {
        Arbitrary<String> word = Arbitraries.of(
                "yes", "C", "42", "x2", "مرحبا", "नमस्ते", "東京", "Ⅷ", "½", "𝟙", "𠀀", "e\u0301", "\u20DD", "naïve",
                "²");
        Arbitrary<String> gap =
                Arbitraries.of(" ", "  ", "-", "…", "'", "。", "😀", "\uD83D", "\t", "_", "(", "\u200B", "");
        return Combinators.combine(gap, word)
                .as((before, after) -> before + after)
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts))
                .flatMap(line -> gap.map(end -> line + end));
    }
}
