package io.cascadeflow.chaos;

import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one client asks, with a mark that no log, message or label may show.
 *
 * @param id tells it from all others
 * @param tenant who pays; a new one every so often, so that budgets are always being spent to their end
 * @param isFromEurope whether a rule keeps it on the model with the tag {@code eu}
 * @param isStrict whether a rule asks for a confidence of {@link #STRICT}
 */
record Question(long id, Way way, String tenant, boolean isFromEurope, boolean isStrict) {

    /** The confidence below which strict questions go on. */
    static final double STRICT = 0.95;

    /** The beginning of what must stay secret of questions. */
    static final String SECRET = "geheim-";

    /** The beginning of what must stay secret of answers. */
    static final String WORD = "wort-";

    private static final int QUESTIONS_PER_TENANT = 120;
    private static final int TENANTS = 3;
    private static final Pattern ID = Pattern.compile("chaos (\\d+) (eu|any):");

    /** How it is asked. */
    enum Way {
        WHOLE,
        STREAMED,
        /** Streamed, and the client leaves after the first piece. */
        LEFT,
        /** With a deadline that hardly anybody keeps. */
        HURRIED,
        /** Of a model without a price, which must never be asked. */
        UNPRICED
    }

    static Question random(long id, RandomGenerator random) {
        int kind = random.nextInt(20);
        Way way = kind == 0
                ? Way.UNPRICED
                : kind < 3 ? Way.HURRIED : kind < 6 ? Way.LEFT : kind < 11 ? Way.STREAMED : Way.WHOLE;
        String tenant = "tenant-%d-%d".formatted(id / QUESTIONS_PER_TENANT, random.nextInt(TENANTS));
        return new Question(id, way, tenant, random.nextInt(4) == 0, random.nextInt(6) == 0);
    }

    String text() {
        return "chaos %d %s: what is %s%d?".formatted(id, isFromEurope ? "eu" : "any", SECRET, id);
    }

    /** The whole answer of a model to it: always the same, so that a part of it is seen to be one. */
    static String answer(String model, long id) {
        return "%s says %s%d-%s and that is all of it, to the end".formatted(model, WORD, id, model);
    }

    /** How sure the gate is of an answer: as if at random, and always the same of the same answer. */
    static double confidence(String answer) {
        return (answer.hashCode() & 0xFFFF) / (double) 0xFFFF;
    }

    /** Of the question in a request's body. */
    static long id(String body) {
        return Long.parseLong(find(body).group(1));
    }

    static boolean isFromEurope(String body) {
        return find(body).group(2).equals("eu");
    }

    private static Matcher find(String body) {
        Matcher matcher = ID.matcher(body);
        if (!matcher.find()) {
            throw new IllegalArgumentException("a request without a question");
        }
        return matcher;
    }
}
