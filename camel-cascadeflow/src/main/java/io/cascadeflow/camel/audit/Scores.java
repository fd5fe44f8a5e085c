package io.cascadeflow.camel.audit;

import java.util.Locale;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Reads scores from messages. */
final class Scores {

    private Scores() {}

    /** @throws IllegalArgumentException when the body is not a number from 0 to 1 */
    static double of(Message message) {
        return of(message.getBody(String.class), "the judge's answer");
    }

    /**
     * What a user said of an answer.
     *
     * @throws IllegalArgumentException when it is none of good, bad, true, false, and no number from 0 to 1
     */
    static double ofFeedback(String label) {
        return switch (label.strip().toLowerCase(Locale.ROOT)) {
            case "good", "true" -> 1;
            case "bad", "false" -> 0;
            default -> of(label, "feedback is good, bad, true, false or a score; what was given");
        };
    }

    /** @throws IllegalArgumentException when it is not a number from 0 to 1; what it is instead is not repeated */
    static double of(@Nullable String text, String what) {
        double score;
        try {
            score = text == null ? Double.NaN : Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            score = Double.NaN;
        }
        if (score >= 0 && score <= 1) {
            return score;
        }
        throw new IllegalArgumentException(what + " is not a number from 0 to 1");
    }
}
