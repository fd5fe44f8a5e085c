package io.cascadeflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The tokens of a text's beginning. */
class LogprobsTest {

    private static Logprobs of(List<String> tokens) {
        return Logprobs.of(tokens.stream()
                .map(token -> new TokenLogprob(token, -0.1, List.of()))
                .toList());
    }

    private static String text(Logprobs logprobs) {
        return logprobs.tokens().stream().map(TokenLogprob::token).collect(Collectors.joining());
    }

    @Property(tries = 300)
    void theSameIsSeenOfTheBeginningHoweverMuchHasCome(
            @ForAll @Size(max = 20) List<@NotEmpty String> tokens,
            @ForAll @IntRange(max = 20) int come,
            @ForAll @IntRange(max = 30) int characters) {
        Logprobs whole = of(tokens);
        Logprobs begun = of(tokens.subList(0, Math.min(come, tokens.size())));
        int size = Math.min(characters, text(begun).length());

        Logprobs beginning = whole.ofBeginning(text(whole), size);

        assertThat(begun.ofBeginning(text(begun), size)).isEqualTo(beginning);
        assertThat(text(whole)).startsWith(text(beginning));
        assertThat(text(beginning).length()).isLessThanOrEqualTo(size);
        int next = beginning.tokens().size();
        assertThat(next == tokens.size()
                        || text(beginning).length() + tokens.get(next).length() > size)
                .as("no token is missing")
                .isTrue();
    }

    @Test
    void tokensThatDoNotMakeUpTheTextSayNothing() {
        Logprobs withThought = of(List.of("<think>", "hm", "</think>", "Four", "."));

        assertThat(withThought.ofBeginning("Four tea.", 9)).isEqualTo(Logprobs.ABSENT);
        assertThat(of(List.of("Four", "!")).ofBeginning("Four.", 4).tokens()).hasSize(1);
    }
}
