package io.cascadeflow.camel.draft;

import io.cascadeflow.confidence.Draft;
import java.util.OptionalDouble;

/** What a judge is asked about a draft, and how its reply is read. */
public final class Question {

    private static final String ASKED =
            "\nHow good is the answer: is it right, complete, and does it answer what was asked? Reply with one number and nothing else, from 0 (useless or wrong) to 1 (right and complete).";

    private Question() {}

    public static String forJudge(Draft draft) {
        return Quoted.of(draft) + ASKED;
    }

    /** A share from 0 to 1, a percentage, or points out of 10; empty when there is anything beside it. */
    public static OptionalDouble score(String reply) {
        return Share.of(reply);
    }
}
