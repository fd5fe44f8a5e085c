package io.cascadeflow.camel.gateway.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.Thinking;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how tokens are drawn. */
final class SamplingReader {

    /** The fields read here. */
    static final Set<String> FIELDS = Set.of("stop_sequences", "temperature", "top_k", "top_p");

    private static final double LEAST_TOP_P = 0.95;

    private SamplingReader() {}

    static Sampling read(JsonFields body, Output output) {
        Double temperature = body.number("temperature", 0, 1);
        Double topP = body.number("top_p", 0, 1);
        Integer topK = body.count("top_k", 1, Integer.MAX_VALUE);
        Thinking thinking = output.thinking();
        if (thinking != null && thinking.mode() == Thinking.Mode.ON) {
            refuseBesideThinking(body, temperature, topP, topK);
        }
        return new Sampling(temperature, topP, topK, null, null, null, stops(body));
    }

    /** As Anthropic does: a model that thinks is not told how to draw. */
    private static void refuseBesideThinking(
            JsonFields body, @Nullable Double temperature, @Nullable Double topP, @Nullable Integer topK) {
        if (temperature != null && temperature != 1) {
            throw body.wrong("temperature", "is not 1, which it has to be with thinking; leave it out");
        }
        if (topP != null && topP < LEAST_TOP_P) {
            throw body.wrong("top_p", "is below %s, the least there is with thinking".formatted(LEAST_TOP_P));
        }
        if (topK != null) {
            throw body.wrong("top_k", "cannot be given with thinking; leave it out");
        }
    }

    private static List<String> stops(JsonFields body) {
        JsonNode stops = body.get("stop_sequences");
        if (!stops.isArray() && body.has("stop_sequences")) {
            throw body.wrong("stop_sequences", "is not a list of texts");
        }
        List<String> all = new ArrayList<>();
        for (JsonNode stop : stops) {
            if (!stop.isTextual() || stop.textValue().isBlank()) {
                throw body.wrong("stop_sequences[%d]".formatted(all.size()), "is not a text with something in it");
            }
            all.add(stop.textValue());
        }
        return all;
    }
}
