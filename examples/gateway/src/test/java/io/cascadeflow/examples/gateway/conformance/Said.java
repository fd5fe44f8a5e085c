package io.cascadeflow.examples.gateway.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * What a client understood of an answer.
 *
 * @param pieces the text as it came; one when it came whole
 * @param finish why the model stopped, in the client's word
 * @param inputTokens 0 when the client was told nothing
 * @param outputTokens 0 when the client was told nothing
 * @param tokens with their probabilities; empty when the client was told none
 */
record Said(
        List<String> pieces, List<Call> calls, String finish, long inputTokens, long outputTokens, List<Token> tokens) {

    /** @param arguments a JSON object */
    record Call(String id, String name, String arguments) {}

    record Token(String text, double logprob) {}

    String text() {
        return String.join("", pieces);
    }

    static Notes notes() {
        return new Notes();
    }

    /** Collects an answer while it comes. */
    static final class Notes {

        private final List<String> pieces = new ArrayList<>();
        private final List<Call> calls = new ArrayList<>();
        private final List<Token> tokens = new ArrayList<>();
        private String finish = "";
        private long input;
        private long output;

        Notes piece(String text) {
            if (!text.isEmpty()) {
                pieces.add(text);
            }
            return this;
        }

        Notes call(String id, String name, String arguments) {
            calls.add(new Call(id, name, arguments));
            return this;
        }

        Notes token(String text, double logprob) {
            tokens.add(new Token(text, logprob));
            return this;
        }

        Notes finish(Object word) {
            finish = word.toString();
            return this;
        }

        Notes used(long input, long output) {
            this.input = input;
            this.output = output;
            return this;
        }

        boolean isEmpty() {
            return pieces.isEmpty();
        }

        Said said() {
            return new Said(List.copyOf(pieces), List.copyOf(calls), finish, input, output, List.copyOf(tokens));
        }
    }
}
