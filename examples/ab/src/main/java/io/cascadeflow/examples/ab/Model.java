package io.cascadeflow.examples.ab;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Who is asked.
 *
 * @param uri its endpoint
 * @param prices lines of the configuration that say what it costs; empty where the catalog knows
 */
record Model(String uri, String prices) {

    private static final String ENDPOINT = "cascadeflow:";

    /**
     * @param name a model of the recording, or an endpoint
     * @param price US dollars per million tokens, as {@code IN/OUT}; for a recorded model
     */
    static Model of(String name, String price, Path recording) {
        if (name.startsWith(ENDPOINT)) {
            return new Model(name, "");
        }
        if (!price.matches("\\d+(\\.\\d+)?/\\d+(\\.\\d+)?")) {
            throw new IllegalArgumentException(
                    "'%s' is no price; write USD per million tokens like 2.50/10".formatted(price));
        }
        String[] parts = price.split("/", 2);
        return new Model(
                ENDPOINT + "recorded:%s?maxTokens=2000&source=file:%s".formatted(name, recording.toAbsolutePath()),
                String.format(Locale.ROOT, "  \"recorded:%s\": {input: %s, output: %s}%n", name, parts[0], parts[1]));
    }
}
