package io.cascadeflow.policy.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.camel.policy.Questions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

/** What holds for any text, with what was learned from the shipped examples. */
class ClassifierPropertiesTest {

    private static final List<Example> EXAMPLES = Questions.shipped().domains();
    private static final LearnedClassifier DOMAINS = LearnedClassifier.ofSubjects(EXAMPLES);
    private static final LearnedClassifier AGAIN = LearnedClassifier.ofSubjects(EXAMPLES);
    private static final LearnedClassifier LANGUAGES =
            LearnedClassifier.ofLanguages(Questions.shipped().languages());

    /** Words that belong to a domain. */
    private static final Map<String, String> OWN = Map.ofEntries(
            Map.entry("warfarin", "medical"),
            Map.entry("symptoms", "medical"),
            Map.entry("lawsuit", "legal"),
            Map.entry("contract", "legal"),
            Map.entry("translate", "translation"),
            Map.entry("summarize", "summary"),
            Map.entry("poem", "creative"),
            Map.entry("equation", "math"),
            Map.entry("photosynthesis", "science"),
            Map.entry("photo", "multimodal"),
            Map.entry("dividends", "financial"),
            Map.entry("java", "code"),
            Map.entry("sql", "data"),
            Map.entry("json", "structured"),
            Map.entry("hello", "conversation"),
            Map.entry("capital", "factual"));

    /** Of other words than those, which stand within words of scripts without blanks, too. */
    @Provide
    Arbitrary<String> questions() {
        String[] words = EXAMPLES.stream()
                .flatMap(example -> Arrays.stream(example.text().split("[^\\p{L}\\p{M}]+")))
                .filter(word ->
                        !word.isEmpty() && OWN.keySet().stream().noneMatch(word.toLowerCase(Locale.ROOT)::contains))
                .distinct()
                .toArray(String[]::new);
        return Arbitraries.of(words).list().ofMaxSize(30).map(list -> String.join(" ", list));
    }

    @Provide
    Arbitrary<String> ownWords() {
        return Arbitraries.of(OWN.keySet());
    }

    @Provide
    Arbitrary<String> unknownWords() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(9)
                .map(end -> "qxzw" + end);
    }

    @Property(tries = 300)
    void anyTextGetsScoresAndAlwaysTheSame(@ForAll @StringLength(max = 300) String text) {
        Scores scores = DOMAINS.classify(text);

        assertThat(scores.byLabel()).containsOnlyKeys(Domains.SHIPPED.toArray(String[]::new));
        assertThat(AGAIN.classify(text)).isEqualTo(scores);
        assertThat(LANGUAGES.classify(text).byLabel().values()).allMatch(score -> score >= 0 && score <= 1);
    }

    @Property(tries = 300)
    void aWordThatNobodyKnowsChangesNothing(@ForAll("questions") String text, @ForAll("unknownWords") String word) {
        assertThat(DOMAINS.classify(text + " " + word)).isEqualTo(DOMAINS.classify(text));
        assertThat(DOMAINS.classify(word + " " + text)).isEqualTo(DOMAINS.classify(text));
    }

    @Property(tries = 300)
    void whatIsSaidTwiceOrLouderCountsOnce(@ForAll("questions") String text) {
        assertThat(DOMAINS.classify(text + "\n" + text)).isEqualTo(DOMAINS.classify(text));
        String shouted = text.chars().allMatch(c -> c < 0x80) ? text.toUpperCase(Locale.ROOT) : text;
        assertThat(DOMAINS.classify(shouted)).isEqualTo(DOMAINS.classify(text));
    }

    /** So that no word ever changes what another one says. */
    @Property(tries = 300)
    void aWordSaysTheSameInAnyText(
            @ForAll("questions") String one, @ForAll("questions") String other, @ForAll("ownWords") String word) {
        for (String label : Domains.SHIPPED) {
            assertThat(step(one, word, label)).as(label).isCloseTo(step(other, word, label), within(1e-3));
        }
    }

    @Property(tries = 300)
    void aDomainsOwnWordNeverPutsAnotherDomainBeforeIt(
            @ForAll("questions") String text, @ForAll("ownWords") String word) {
        String own = Objects.requireNonNull(OWN.get(word));
        Scores before = DOMAINS.classify(text);
        Scores after = DOMAINS.classify(text + " " + word);

        assertThat(DOMAINS.classify(word).best()).as(word).contains(own);
        assertThat(after.of(own)).isGreaterThanOrEqualTo(before.of(own) - 1e-9);
        for (String other : Domains.SHIPPED) {
            if (before.of(own) > before.of(other)) {
                assertThat(after.of(own)).as(other).isGreaterThan(after.of(other));
            }
        }
    }

    @Property(tries = 200)
    void theOrderOfWordsDoesNotMatter(@ForAll("questions") String text) {
        List<String> words = new ArrayList<>(List.of(text.split(" ")));
        Collections.reverse(words);
        Scores backwards = DOMAINS.classify(String.join(" ", words));
        DOMAINS.classify(text)
                .byLabel()
                .forEach((label, score) -> assertThat(backwards.of(label)).isCloseTo(score, within(1e-4)));
    }

    @Property(tries = 500)
    void complexityNeverFallsWhateverIsAdded(@ForAll @StringLength(max = 200) String one, @ForAll String other) {
        double both = Complexity.of(one + " " + other);
        assertThat(both).isBetween(0.0, 1.0);
        assertThat(both).isGreaterThanOrEqualTo(Complexity.of(one)).isGreaterThanOrEqualTo(Complexity.of(other));
    }

    @Property(tries = 300)
    void wordsOfOneLengthAddTheSameComplexity(@ForAll("questions") String text, @ForAll("unknownWords") String word) {
        String other = "t".repeat(word.length());
        assertThat(Complexity.of(text + " " + word)).isEqualTo(Complexity.of(text + " " + other));
    }

    @Property(tries = 500)
    void anyTextHasChoices(@ForAll @StringLength(max = 200) String text) {
        assertThat(Choices.in(text)).isBetween(0, text.length());
    }

    /** What a word adds to a label, in log-odds. */
    private static double step(String text, String word, String label) {
        return logOdds(DOMAINS.classify(text + " " + word).of(label))
                - logOdds(DOMAINS.classify(text).of(label));
    }

    private static double logOdds(double score) {
        return Math.log(score / (1 - score));
    }
}
