package io.cascadeflow.camel.budget;

import io.cascadeflow.model.ModelId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint or a cascade needs of the configuration as long as it lives; whoever has it keeps it. Two needs are never the
 * same, for each is somebody's own.
 */
public final class Need {

    private final String place;
    private final List<String> budgets;
    private final @Nullable ModelId model;

    /**
     * @param place who needs it, for messages
     * @param budgets names and amounts
     * @param model that needs a price; absent for none
     */
    public Need(String place, List<String> budgets, @Nullable ModelId model) {
        this.place = place;
        this.budgets = List.copyOf(budgets);
        this.model = model;
    }

    public List<String> budgets() {
        return budgets;
    }

    /**
     * @throws IllegalArgumentException when a reference is neither an amount nor a budget that there is
     * @throws io.cascadeflow.pricing.UnknownPriceException when the model has no price
     */
    void check(Payers payers) {
        payers.check(place, budgets);
        if (model != null) {
            payers.meter().pricing().priceBeforeCall(model);
        }
    }
}
