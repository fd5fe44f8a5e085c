package io.cascadeflow.budget;

import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge;
import io.cascadeflow.pricing.Usd;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a call cost, and why we think so.
 *
 * @param amount 0 to a billion dollars; may be more than was held
 * @param source who determined the amount
 * @param model the model whose price was taken
 * @param price whose price it was and of which day; absent when none is known
 * @param usage what the call consumed; says whether that is an estimate
 */
public record Settlement(
        Usd amount,
        Charge.Source source,
        ModelId model,
        @Nullable PriceRef price,
        TokenUsage usage) {

    /**
     * A row of the price catalog.
     *
     * @param source who says so
     * @param asOf the day it was read there; absent for the operator's own
     */
    public record PriceRef(String source, @Nullable LocalDate asOf) {}

    public Settlement {
        if (amount.compareTo(Usd.ZERO) < 0 || amount.compareTo(Budget.HIGHEST) > 0) {
            throw new IllegalArgumentException(
                    "a call for %s USD: a cost is from 0 to %s".formatted(amount, Budget.HIGHEST));
        }
        AccountText.requireFit("the name of a model", model.toString());
    }

    /** What is counted: the amount, one call, and all tokens of the prompt and the answer. */
    public Amount counted() {
        return new Amount(amount, 1, Math.addExact(usage.totalInput(), usage.output()));
    }

    /** What a charge says. */
    public static Settlement of(Charge charge, TokenUsage usage) {
        PriceRef price = charge.price() == null
                ? null
                : new PriceRef(
                        charge.price().provenance().source(),
                        charge.price().provenance().asOf());
        return new Settlement(charge.amount(), charge.source(), charge.model(), price, usage);
    }
}
