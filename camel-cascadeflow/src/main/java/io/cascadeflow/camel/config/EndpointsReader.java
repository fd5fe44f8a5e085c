package io.cascadeflow.camel.config;

import io.cascadeflow.camel.failover.EndpointOrder;
import io.cascadeflow.camel.failover.FailOverPlan;
import io.cascadeflow.camel.failover.TierEndpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the endpoints of a tier and how they stand in for each other.
 *
 * @param problems where wrong values go
 * @param values reads single values
 */
record EndpointsReader(Problems problems, Values values) {

    /** Empty when there is no endpoint, or something is wrong with it. */
    Optional<TierEndpoints> endpoints(Section tier) {
        List<String> uris = uris(tier);
        Optional<FailOverPlan> plan = plan(tier, uris.size());
        return uris.isEmpty() || plan.isEmpty() ? Optional.empty() : Optional.of(new TierEndpoints(uris, plan.get()));
    }

    private List<String> uris(Section tier) {
        Optional<Tree> several = tier.get("uris");
        if (several.isEmpty()) {
            return tier.need("uri").flatMap(values::uri).stream().toList();
        }
        tier.get("uri")
                .ifPresent(tree ->
                        problems.add(tree.place(), "there is uris as well; write all endpoints there and remove uri"));
        List<Tree> items = Section.items(several.get(), problems);
        if (items.isEmpty() && several.get() instanceof Tree.Items) {
            problems.add(several.get().place(), "a tier needs at least one endpoint");
        }
        List<String> uris = new ArrayList<>();
        items.forEach(item -> values.uri(item).ifPresent(uris::add));
        return uris.size() == items.size() ? uris : List.of();
    }

    private Optional<FailOverPlan> plan(Section tier, int endpoints) {
        for (String key : List.of("order", "weights")) {
            tier.get(key)
                    .ifPresent(tree -> values.holds(
                            tree,
                            tier.get("uris").isPresent(),
                            key + " is about several endpoints; write them as uris"));
        }
        Optional<EndpointOrder> order = tier.get("order").isEmpty()
                ? Optional.of(EndpointOrder.IN_ORDER)
                : tier.get("order")
                        .flatMap(tree -> values.word(tree, EndpointOrder.words()))
                        .flatMap(EndpointOrder::of);
        Optional<List<Integer>> weights = tier.get("weights").isEmpty()
                ? Optional.of(List.of())
                : tier.get("weights").flatMap(tree -> weights(tree, order, endpoints));
        Optional<Boolean> onFilter = tier.get("failOverOnFilter").isEmpty()
                ? Optional.of(false)
                : tier.get("failOverOnFilter").flatMap(values::truth);
        return order.isEmpty() || weights.isEmpty() || onFilter.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new FailOverPlan(order.get(), weights.get(), onFilter.get(), FailOverPlan.USUAL_SHARE, null));
    }

    private Optional<List<Integer>> weights(Tree tree, Optional<EndpointOrder> order, int endpoints) {
        List<Integer> weights = new ArrayList<>();
        List<Tree> items = Section.items(tree, problems);
        for (Tree item : items) {
            values.number(item)
                    .filter(weight -> values.holds(
                            item,
                            weight.scale() <= 0 && weight.signum() > 0 && weight.intValue() <= 1_000_000,
                            "%s is no weight; give a whole number from 1 to 1000000"))
                    .ifPresent(weight -> weights.add(weight.intValueExact()));
        }
        boolean fits = values.holds(
                        tree,
                        order.filter(EndpointOrder.WEIGHTED::equals).isPresent(),
                        "weights are for order: weighted; write that as well, or remove them")
                && values.holds(
                        tree,
                        endpoints == 0 || items.size() == endpoints,
                        "there is not one weight for each endpoint; give each its own");
        return fits && weights.size() == items.size() && endpoints > 0 ? Optional.of(weights) : Optional.empty();
    }
}
