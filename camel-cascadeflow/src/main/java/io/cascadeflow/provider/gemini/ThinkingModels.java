package io.cascadeflow.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.Thinking;
import io.cascadeflow.provider.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How models are told to think: by a budget of tokens, by a level, or not at all. A model that the file does not know is told
 * nothing.
 *
 * @param file {@code models.json}: the first entry whose pattern fits a model's name holds
 */
record ThinkingModels(JsonNode file) {

    static final ThinkingModels SHIPPED = shipped();

    private static ThinkingModels shipped() {
        try (InputStream in = ThinkingModels.class.getResourceAsStream("models.json")) {
            if (in == null) {
                throw new IllegalStateException("the jar is incomplete: it has no models.json of gemini");
            }
            return new ThinkingModels(WireJson.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read models.json of gemini", e);
        }
    }

    /** The request's {@code thinkingConfig}; empty where nothing is said of thinking, or the model is told nothing. */
    Optional<ObjectNode> config(String model, Output output) {
        JsonNode known = model(model);
        ObjectNode config = WireJson.object();
        if (known.has("budget")) {
            budget(output, known.path("budget")).ifPresent(tokens -> config.put("thinkingBudget", tokens));
        }
        String effort = output.effort();
        if (known.has("levels") && effort != null) {
            config.put("thinkingLevel", known.path("levels").path(effort).asText("HIGH"));
        }
        if (output.thinking() != null && output.thinking().summarized() && !known.isMissingNode()) {
            config.put("includeThoughts", true);
        }
        return config.isEmpty() ? Optional.empty() : Optional.of(config);
    }

    private JsonNode model(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        for (JsonNode entry : file.path("models")) {
            if (name.matches(entry.path("name").asText())) {
                return entry;
            }
        }
        return file.path("no such model");
    }

    private OptionalInt budget(Output output, JsonNode limits) {
        Thinking thinking = output.thinking();
        Integer asked = thinking == null ? null : thinking.budgetTokens();
        String effort = output.effort();
        if (asked == null && effort == null) {
            return OptionalInt.empty();
        }
        int least = limits.path("least").asInt();
        if (asked == null && "none".equals(effort)) {
            return OptionalInt.of(limits.path("off").asBoolean() ? 0 : least);
        }
        int wanted = asked != null ? asked : file.path("budgets").path(effort).asInt();
        return OptionalInt.of(
                Math.max(least, Math.min(wanted, limits.path("most").asInt())));
    }
}
