package io.cascadeflow.model;

import java.util.List;

/**
 * The log-probabilities of an answer's tokens, or the fact that there are none. Absent is a value of its own: many
 * providers have none, and none is ever invented.
 *
 * @param tokens in the order they were generated; empty exactly when absent
 */
public record Logprobs(List<TokenLogprob> tokens) {

    /** The provider gave none. */
    public static final Logprobs ABSENT = new Logprobs(List.of());

    public Logprobs {
        tokens = List.copyOf(tokens);
    }

    public static Logprobs of(List<TokenLogprob> tokens) {
        return tokens.isEmpty() ? ABSENT : new Logprobs(tokens);
    }

    /**
     * Of the tokens that make up the first characters of {@code text}. Absent when the tokens do not make up this beginning, as
     * those of a thought that was split off.
     *
     * @param characters how many, in UTF-16 units; a token that reaches beyond them is left out
     */
    public Logprobs ofBeginning(String text, int characters) {
        int end = Math.min(characters, text.length());
        int count = 0;
        int position = 0;
        for (TokenLogprob token : tokens) {
            if (position + token.token().length() > end) {
                break;
            }
            if (!text.startsWith(token.token(), position)) {
                return ABSENT;
            }
            position += token.token().length();
            count++;
        }
        return of(tokens.subList(0, count));
    }

    public boolean isPresent() {
        return !tokens.isEmpty();
    }
}
