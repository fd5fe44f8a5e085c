package io.cascadeflow.provider.recorded;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a recording spells the features of an answer whose text is not kept. */
final class FeaturesJson {

    private FeaturesJson() {}

    static RecordedFeatures read(JsonNode features) {
        if (!features.isObject()) {
            throw new IllegalArgumentException("features is not an object with signals, question and answer");
        }
        return new RecordedFeatures(
                ItemJson.signals(features.path("signals")),
                buckets(features.path("question")),
                buckets(features.path("answer")));
    }

    private static Map<Integer, Float> buckets(JsonNode buckets) {
        Map<Integer, Float> values = new LinkedHashMap<>();
        buckets.properties()
                .forEach(field ->
                        values.put(bucket(field.getKey()), (float) ItemJson.finite(field.getValue(), "features")));
        return values;
    }

    private static int bucket(String name) {
        try {
            return Integer.parseUnsignedInt(name);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("features has a bucket that is not a whole number, 0 or more");
        }
    }

    static void write(JsonGenerator json, RecordedFeatures features) throws IOException {
        json.writeObjectFieldStart("features");
        signals(json, features.signals());
        buckets(json, "question", features.question());
        buckets(json, "answer", features.answer());
        json.writeEndObject();
    }

    static void signals(JsonGenerator json, Map<String, Double> signals) throws IOException {
        json.writeObjectFieldStart("signals");
        for (Map.Entry<String, Double> signal : signals.entrySet()) {
            json.writeNumberField(signal.getKey(), signal.getValue());
        }
        json.writeEndObject();
    }

    private static void buckets(JsonGenerator json, String name, Map<Integer, Float> buckets) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<Integer, Float> bucket : buckets.entrySet()) {
            json.writeNumberField(String.valueOf(bucket.getKey()), bucket.getValue());
        }
        json.writeEndObject();
    }
}
