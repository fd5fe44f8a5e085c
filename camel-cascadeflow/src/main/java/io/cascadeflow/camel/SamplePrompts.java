package io.cascadeflow.camel;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the options {@code samplePrompt.*}. */
final class SamplePrompts {

    /** The most samples that can be asked for. */
    static final int MOST = 16;

    private SamplePrompts() {}

    /**
     * The instructions by the number of their sample.
     *
     * @throws IllegalArgumentException when a number is none, or a text is empty
     */
    static Map<Integer, String> of(@Nullable Map<String, Object> options) {
        Map<Integer, String> prompts = new TreeMap<>();
        if (options != null) {
            options.forEach((number, text) -> prompts.put(number(number), text(number, text)));
        }
        return prompts;
    }

    private static int number(String text) {
        if (text.matches("\\d{1,2}")) {
            int number = Integer.parseInt(text);
            if (number >= 2 && number <= MOST) {
                return number;
            }
        }
        throw new IllegalArgumentException(
                "samplePrompt.%s: give the number of a further sample, 2 to %d, as in samplePrompt.2"
                        .formatted(text, MOST));
    }

    private static String text(String number, Object value) {
        String text = String.valueOf(value);
        if (text.isBlank()) {
            throw new IllegalArgumentException("samplePrompt.%s is empty; give it an instruction".formatted(number));
        }
        return text;
    }
}
