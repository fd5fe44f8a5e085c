package io.cascadeflow.provider.recorded;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a recording is played.
 *
 * @param sample which of a model's answers to a question is the first one played, from 1
 * @param latency whether an answer takes as long as it was recorded to take
 */
record Playback(int sample, boolean latency) {

    private static final String SAMPLE = "sample";
    private static final String LATENCY = "latency";

    /**
     * From an endpoint's {@code additionalBodyProperty.*}.
     *
     * @throws IllegalArgumentException when one is unknown or wrong
     */
    static Playback from(Map<String, Object> properties) {
        Set<String> unknown = new TreeSet<>(properties.keySet());
        unknown.removeAll(Set.of(SAMPLE, LATENCY));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "provider recorded does not know additionalBodyProperty %s; it knows sample (a number from 1) and latency (true plays recorded latencies)"
                            .formatted(unknown));
        }
        return new Playback(
                sample(String.valueOf(properties.getOrDefault(SAMPLE, 1))),
                latency(String.valueOf(properties.getOrDefault(LATENCY, false))));
    }

    private static int sample(String value) {
        try {
            int sample = Integer.parseInt(value);
            if (sample >= 1) {
                return sample;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number below 1
        }
        throw new IllegalArgumentException(
                "additionalBodyProperty.sample is '%s'; give a whole number, 1 for the first answer".formatted(value));
    }

    private static boolean latency(String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(
                    "additionalBodyProperty.latency is '%s'; give true or false".formatted(value));
        }
        return value.equals("true");
    }
}
