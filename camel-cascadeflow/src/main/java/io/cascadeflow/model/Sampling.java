package io.cascadeflow.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the next token is drawn. Every absent value is left to the provider.
 *
 * @param temperature 0 to 2
 * @param topP 0 to 1
 * @param topK 1 or more
 * @param seed for providers that can repeat a draw
 * @param presencePenalty −2 to 2
 * @param frequencyPenalty −2 to 2
 * @param stop texts at which the model stops; empty for none
 */
public record Sampling(
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer topK,
        @Nullable Long seed,
        @Nullable Double presencePenalty,
        @Nullable Double frequencyPenalty,
        List<String> stop) {

    /** Everything left to the provider. */
    public static final Sampling DEFAULT = new Sampling(null, null, null, null, null, null, List.of());

    public Sampling {
        stop = List.copyOf(stop);
        within("temperature", temperature, 0, 2);
        within("topP", topP, 0, 1);
        within("presencePenalty", presencePenalty, -2, 2);
        within("frequencyPenalty", frequencyPenalty, -2, 2);
        if (topK != null && topK < 1) {
            throw new IllegalArgumentException("topK is %d; give 1 or more".formatted(topK));
        }
    }

    public Sampling withTemperature(@Nullable Double temperature) {
        return new Sampling(temperature, topP, topK, seed, presencePenalty, frequencyPenalty, stop);
    }

    public Sampling withTopP(@Nullable Double topP) {
        return new Sampling(temperature, topP, topK, seed, presencePenalty, frequencyPenalty, stop);
    }

    public Sampling withSeed(@Nullable Long seed) {
        return new Sampling(temperature, topP, topK, seed, presencePenalty, frequencyPenalty, stop);
    }

    private static void within(String option, @Nullable Double value, double low, double high) {
        if (value != null && !(value >= low && value <= high)) {
            throw new IllegalArgumentException("%s is %s; give %s to %s".formatted(option, value, low, high));
        }
    }
}
