package io.cascadeflow.benchmarks.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The text that the events of a chat completion add up to. */
final class StreamedText {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data: ";

    private StreamedText() {}

    /** @param events all of the stream */
    static String of(String events) {
        StringBuilder text = new StringBuilder();
        events.lines()
                .filter(line -> line.startsWith(DATA + "{"))
                .forEach(line -> text.append(delta(line.substring(DATA.length()))));
        return text.toString();
    }

    private static String delta(String json) {
        try {
            return JSON.readTree(json).at("/choices/0/delta/content").asText("");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event of the stream is no JSON", e);
        }
    }
}
