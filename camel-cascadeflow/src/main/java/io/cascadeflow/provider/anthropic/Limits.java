package io.cascadeflow.provider.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** Makes a finished request one that its model takes, whichever of its fields came as extras. */
final class Limits {

    private static final List<String> SAMPLERS = List.of("temperature", "top_p", "top_k");
    /** From here on a thinking model takes it. */
    private static final double LEAST_TOP_P = 0.95;

    private static final Set<String> THINKING = Set.of("enabled", "adaptive");

    private Limits() {}

    /** @param raisesMaxTokens whether {@code max_tokens} is our default, which a larger thinking budget may raise */
    static void apply(ObjectNode body, ModelFamily family, boolean raisesMaxTokens) {
        boolean thinks = THINKING.contains(body.path("thinking").path("type").asText(""));
        if (family.sampling() == ModelFamily.Sampling.NONE) {
            body.remove(SAMPLERS);
        } else if (thinks) {
            body.remove(body.path("top_p").asDouble() < LEAST_TOP_P ? SAMPLERS : List.of("temperature", "top_k"));
        } else if (family.sampling() == ModelFamily.Sampling.ONE && body.has("temperature")) {
            body.remove("top_p");
        }
        if (!body.has("tools")) {
            body.remove("tool_choice");
        }
        long budget = body.path("thinking").path("budget_tokens").asLong();
        if (raisesMaxTokens && budget >= body.path("max_tokens").asLong()) {
            body.put("max_tokens", Math.min(family.limit(), budget + family.defaultTokens()));
        }
    }
}
