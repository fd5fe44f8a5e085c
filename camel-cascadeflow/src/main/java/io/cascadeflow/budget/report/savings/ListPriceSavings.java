package io.cascadeflow.budget.report.savings;

import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.budget.report.SpendSource;
import io.cascadeflow.budget.report.savings.Savings.Estimate;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.pricing.Usd;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * Savings against {@link Baseline#LIST_PRICE_OF_LAST_TIER}. Immutable.
 *
 * @param lastTiers the model of each cascade's last tier, by the cascade's name
 * @param catalog the list prices, of the day of each call
 */
public record ListPriceSavings(Map<String, ModelId> lastTiers, PriceCatalog catalog) {

    public ListPriceSavings {
        lastTiers = Map.copyOf(lastTiers);
    }

    /** Of the decisions in a range. One that the range cuts is taken for what is left of it. */
    public Savings in(SpendRange range, SpendSource source) {
        Tally tally = new Tally();
        DecisionSpend.in(range, source, decision -> add(decision, tally, 1));
        return savings(tally);
    }

    void add(DecisionSpend decision, Tally tally, int times) {
        baseline(decision)
                .ifPresentOrElse(cost -> tally.compare(decision, cost, times), () -> tally.setApart(decision, times));
    }

    static Savings savings(Tally tally) {
        Estimate estimate = tally.decisions() == 0 ? null : Estimate.exact(tally.saved());
        return tally.savings(Baseline.LIST_PRICE_OF_LAST_TIER, estimate);
    }

    private Optional<Usd> baseline(DecisionSpend decision) {
        AnsweredCall answered = decision.answered();
        ModelId last = lastTiers.get(decision.cascade());
        if (answered == null || last == null) {
            return Optional.empty();
        }
        LocalDate day = LocalDate.ofInstant(answered.at(), ZoneOffset.UTC);
        return catalog.find(last, day).map(price -> price.cost(answered.usage()));
    }
}
