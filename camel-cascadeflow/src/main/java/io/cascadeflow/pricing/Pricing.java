package io.cascadeflow.pricing;

import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge.Source;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a call consumed into what it cost. Immutable.
 *
 * @param catalog the known prices
 * @param unpriced what becomes of models without one
 */
public record Pricing(PriceCatalog catalog, Unpriced unpriced) {

    /** A price and how we came by it. */
    private record Quote(ModelId model, ModelPrice price, Source source) {}

    /**
     * The price that a call to this model is reckoned with before it is made.
     *
     * @throws UnknownPriceException when there is none and unknown prices are refused
     */
    public ModelPrice priceBeforeCall(ModelId asked) {
        return quote(asked).map(Quote::price).orElseThrow(() -> new UnknownPriceException(asked));
    }

    /**
     * What a call cost.
     *
     * @param asked the model that was asked
     * @param served the model that answered, as the provider names it; empty when it did not say
     * @param usage what the call consumed
     * @param reportedUsd the provider's own bill in US dollars; it wins. A negative or absurd one is no bill
     * @throws UnknownPriceException when there is neither a bill nor a price, and unknown prices are refused
     */
    public Charge charge(ModelId asked, String served, TokenUsage usage, @Nullable BigDecimal reportedUsd) {
        Optional<Quote> quote = quote(asked, served);
        if (reportedUsd != null && reportedUsd.signum() >= 0 && Plausible.dollars(reportedUsd)) {
            return reported(Usd.roundedUp(reportedUsd), asked, quote.filter(q -> q.source() == Source.COMPUTED), usage);
        }
        return quote.map(q -> new Charge(cost(q, usage), q.source(), cost(q, usage), q.model(), q.price()))
                .orElseThrow(() -> new UnknownPriceException(asked));
    }

    private static Charge reported(Usd amount, ModelId asked, Optional<Quote> quote, TokenUsage usage) {
        return quote.map(q -> new Charge(amount, Source.REPORTED, cost(q, usage), q.model(), q.price()))
                .orElseGet(() -> new Charge(amount, Source.REPORTED, null, asked, null));
    }

    private static Usd cost(Quote quote, TokenUsage usage) {
        return quote.price().cost(usage);
    }

    private Optional<Quote> quote(ModelId asked, String served) {
        if (served.isBlank()) {
            return quote(asked);
        }
        ModelId answered = Wrapped.served(asked, served);
        return catalog.find(answered)
                .map(price -> new Quote(answered, price, Source.COMPUTED))
                .or(() -> quote(asked));
    }

    private Optional<Quote> quote(ModelId asked) {
        return catalog.find(asked)
                .map(price -> new Quote(asked, price, Source.COMPUTED))
                .or(() -> unpriced.price().map(price -> new Quote(asked, price, Source.CEILING)));
    }
}
