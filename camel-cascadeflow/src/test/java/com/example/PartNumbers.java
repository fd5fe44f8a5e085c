package com.example;

import io.cascadeflow.policy.classify.Classifier;
import io.cascadeflow.policy.classify.Scores;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The fact "domain" by a means of our own: a question with a part number is about parts. */
public final class PartNumbers implements Classifier {

    private static final Pattern NUMBER = Pattern.compile("\\b[A-Z]{2}-\\d{4}\\b");

    @Override
    public Set<String> labels() {
        return Set.of("parts"); // so that a slip of the pen in a rule is seen at the start
    }

    @Override
    public Scores classify(String text) {
        return NUMBER.matcher(text).find() ? new Scores(Map.of("parts", 1.0)) : Scores.NONE;
    }
}
