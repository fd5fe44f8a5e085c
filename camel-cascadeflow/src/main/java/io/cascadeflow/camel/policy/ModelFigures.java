package io.cascadeflow.camel.policy;

import io.cascadeflow.budget.HoldEstimate;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.EnergyCatalog;
import io.cascadeflow.pricing.ModelPrice;
import io.cascadeflow.pricing.Pricing;
import io.cascadeflow.pricing.UnknownPriceException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of models: their prices and their energy. Immutable.
 *
 * @param pricing what they cost; absent when nobody tells
 * @param energy what energy they take
 */
public record ModelFigures(@Nullable Pricing pricing, EnergyCatalog energy) {

    /** Nothing is known. */
    public static final ModelFigures NONE = new ModelFigures(null, EnergyCatalog.EMPTY);

    /** What so many tokens cost, in US dollars; empty when there is no price. */
    public Optional<Double> usd(ModelId model, long inputTokens, long outputTokens) {
        return price(model)
                .map(price -> price.cost(TokenUsage.of(inputTokens, outputTokens))
                        .toBigDecimal()
                        .doubleValue());
    }

    /** The most that so many tokens can cost, likewise. */
    public Optional<Double> mostUsd(ModelId model, long inputTokens, long outputTokens) {
        return price(model)
                .map(price -> HoldEstimate.of(price, inputTokens, outputTokens)
                        .amount()
                        .toBigDecimal()
                        .doubleValue());
    }

    private Optional<ModelPrice> price(ModelId model) {
        try {
            return pricing == null ? Optional.empty() : Optional.of(pricing.priceBeforeCall(model));
        } catch (UnknownPriceException unknown) {
            return Optional.empty();
        }
    }
}
