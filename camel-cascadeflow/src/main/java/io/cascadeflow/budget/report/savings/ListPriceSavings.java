package io.cascadeflow.budget.report.savings;

import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.Settlement;
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
        Decisions decisions = new Decisions(decision -> baseline(decision)
                .ifPresentOrElse(cost -> tally.compare(decision, cost), () -> tally.setApart(decision)));
        source.lines(range, decisions);
        decisions.end();
        Estimate estimate = tally.decisions() == 0 ? null : Estimate.exact(tally.saved());
        return tally.savings(Baseline.LIST_PRICE_OF_LAST_TIER, estimate);
    }

    private Optional<Usd> baseline(DecisionSpend decision) {
        LedgerEntry line = decision.answerLine();
        Settlement settlement = DecisionSpend.settlement(line);
        ModelId last = lastTiers.get(decision.cascade());
        if (line == null || settlement == null || last == null) {
            return Optional.empty();
        }
        LocalDate day = LocalDate.ofInstant(line.at(), ZoneOffset.UTC);
        return catalog.find(last, day).map(price -> price.cost(settlement.usage()));
    }
}
