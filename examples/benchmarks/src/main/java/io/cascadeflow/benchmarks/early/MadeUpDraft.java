package io.cascadeflow.benchmarks.early;

import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenLogprob.Alternative;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The answer of a model that does not exist: words without meaning, with a trace of log-probabilities as if it had hesitated
 * over them. A hard question makes a wrong answer likelier and the model hesitate more, neither for certain, so that the
 * trace tells something about the answer and not all. Some get into trouble only on the way.
 *
 * @param right how it is labelled
 */
record MadeUpDraft(String question, List<TokenLogprob> tokens, boolean right) {

    private static final List<String> WORDS = List.of(
            "river", "stone", "amber", "field", "paper", "cloud", "lamp", "north", "salt", "glass", "wheel", "ember",
            "sound", "thread", "copper", "garden", "winter", "candle", "harbour", "meadow", "signal", "orchard");
    private static final int FEWEST_TOKENS = 60;
    private static final int MOST_TOKENS = 260;
    /** Of the answers to questions of middling difficulty, about three in four are right. */
    private static final double EASE = 1.2;

    private static final double DIFFICULTY = 2;
    private static final double LATE = 0.4;
    /** What a model that is sure of itself has as its mean log-probability, with the sign changed. */
    private static final double SURE = 0.05;

    /** One more draft of the sequence that {@code random} stands for. */
    static MadeUpDraft next(Random random, int number) {
        double difficulty = random.nextGaussian();
        boolean right = random.nextDouble() < 1 / (1 + Math.exp(DIFFICULTY * difficulty - EASE));
        double hesitation = 0.8 * difficulty + 0.6 * random.nextGaussian();
        double onset = random.nextDouble() < LATE ? random.nextDouble() : 0;
        int count = FEWEST_TOKENS + random.nextInt(MOST_TOKENS - FEWEST_TOKENS);
        List<TokenLogprob> tokens = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            tokens.add(token(random, i < onset * count ? 0 : hesitation));
        }
        return new MadeUpDraft("Question %d: %s?".formatted(number, words(random, 12)), tokens, right);
    }

    private static TokenLogprob token(Random random, double hesitation) {
        double logprob = Math.log(1 - random.nextDouble()) * SURE * Math.exp(hesitation);
        double other = Math.log(Math.max(1e-9, 1 - Math.exp(logprob))) - random.nextDouble();
        String token = word(random) + " ";
        return new TokenLogprob(
                token, logprob, List.of(new Alternative(token, logprob), new Alternative(word(random) + " ", other)));
    }

    private static String words(Random random, int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(i == 0 ? "" : " ").append(word(random));
        }
        return words.toString();
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        tokens.forEach(token -> text.append(token.token()));
        return text.toString();
    }

    Logprobs logprobs() {
        return Logprobs.of(tokens);
    }

    /** How many tokens had come when this many characters of its text had. */
    int tokensIn(int characters) {
        int tokensSoFar = 0;
        for (int length = 0; length < characters && tokensSoFar < tokens.size(); tokensSoFar++) {
            length += tokens.get(tokensSoFar).token().length();
        }
        return tokensSoFar;
    }
}
