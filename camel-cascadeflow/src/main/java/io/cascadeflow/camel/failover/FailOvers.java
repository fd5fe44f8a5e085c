package io.cascadeflow.camel.failover;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowEndpoint;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.Pricing;
import io.cascadeflow.pricing.Rates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.jspecify.annotations.Nullable;

/** Makes the step that asks the endpoints of a tier, and finds at start what its plan cannot work with. */
public final class FailOvers {

    private FailOvers() {}

    /**
     * An endpoint and what asks it.
     *
     * @param processor sends an exchange to it
     */
    public record Asked(Endpoint endpoint, AsyncProcessor processor) {}

    /**
     * @param asked in the order in which they are written
     * @throws IllegalArgumentException when the plan does not fit them, with the way out
     */
    public static FailOver of(CamelContext context, List<Asked> asked, FailOverPlan plan) {
        plan.check(asked.size());
        FailOverTools tools =
                context.getComponent("cascadeflow", CascadeFlowComponent.class).failOverTools();
        List<Alternative> alternatives = new ArrayList<>();
        for (Asked one : asked) {
            ModelId model = modelOf(one.endpoint());
            if (plan.hedge() != null && model == null) {
                throw new IllegalArgumentException(
                        "hedgeAfter needs endpoints whose calls can be cancelled, such as cascadeflow:openai:gpt-4o; remove it, or ask them directly");
            }
            Supplier<@Nullable BigDecimal> price =
                    plan.order() == EndpointOrder.CHEAPEST ? priced(model, tools) : () -> null;
            alternatives.add(
                    new Alternative(one.processor(), model, price, plan.weight(alternatives.size()), tools.clock()));
        }
        return new FailOver(context, alternatives, plan, tools);
    }

    /** The model that an endpoint of ours asks; null for all other endpoints. */
    private static @Nullable ModelId modelOf(Endpoint endpoint) {
        return endpoint instanceof CascadeFlowEndpoint ours && ours.isRemote() && ours.getModel() != null
                ? new ModelId(ours.getProvider(), ours.getModel())
                : null;
    }

    private static Supplier<@Nullable BigDecimal> priced(@Nullable ModelId model, FailOverTools tools) {
        if (model == null) {
            throw new IllegalArgumentException(
                    "order=cheapest needs endpoints that have a price, such as cascadeflow:openai:gpt-4o; choose another order, or write them cheapest first");
        }
        price(model, tools.pricing().get());
        return () -> price(model, tools.pricing().get());
    }

    private static BigDecimal price(ModelId model, Pricing pricing) {
        Rates rates = pricing.priceBeforeCall(model).rates();
        return rates.input().add(rates.output());
    }
}
