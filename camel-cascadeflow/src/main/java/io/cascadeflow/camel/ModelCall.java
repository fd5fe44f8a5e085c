package io.cascadeflow.camel;

import io.cascadeflow.model.ModelId;
import org.jspecify.annotations.Nullable;

/**
 * A model that a tier may ask, as its endpoint is configured.
 *
 * @param samples how many answers are asked for each question, 1 or more
 * @param maxTokens the longest answer that is asked for; absent when nothing is said
 * @param reckonedTokens the longest answer that budgets reckon with when nothing is said
 */
record ModelCall(ModelId model, int samples, @Nullable Integer maxTokens, int reckonedTokens) {

    static ModelCall of(CascadeFlowEndpoint endpoint) {
        CascadeFlowConfiguration options = endpoint.getConfiguration();
        return new ModelCall(
                endpoint.modelId(),
                Math.max(1, options.getSamples() == null ? 1 : options.getSamples()),
                options.getMaxTokens(),
                options.getBudgetedMaxTokens());
    }

    /** The longest answer where the question does not say. */
    int longest() {
        return maxTokens == null ? reckonedTokens : maxTokens;
    }
}
