package io.cascadeflow.camel.eip;

import io.cascadeflow.camel.Deadlines;
import io.cascadeflow.camel.failover.EndpointOrder;
import io.cascadeflow.camel.failover.FailOverPlan;
import io.cascadeflow.camel.failover.HedgeAfter;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads how the endpoints of a tier in a route stand in for each other.
 *
 * @param tier what was written
 * @param texts replaces placeholders; null stays null
 */
record FailOverOptions(TierDefinition tier, UnaryOperator<@Nullable String> texts) {

    /** Whether the tier says anything that is about several endpoints only. */
    boolean areWritten() {
        return Stream.of(tier.getOrder(), tier.getWeights(), tier.getDeadlineShare())
                .anyMatch(text -> text != null);
    }

    boolean hedges() {
        return tier.getHedgeAfter() != null;
    }

    /** @throws IllegalArgumentException when an option makes no sense, with the way out */
    FailOverPlan plan() {
        return new FailOverPlan(order(), weights(), onFilter(), share(), hedge());
    }

    private EndpointOrder order() {
        String text = texts.apply(tier.getOrder());
        return text == null
                ? EndpointOrder.IN_ORDER
                : EndpointOrder.of(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "order is '%s'; write one of %s".formatted(text, EndpointOrder.words())));
    }

    private List<Integer> weights() {
        String text = texts.apply(tier.getWeights());
        try {
            return text == null
                    ? List.of()
                    : Stream.of(text.split(","))
                            .map(String::strip)
                            .map(Integer::valueOf)
                            .toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "weights are '%s'; write a whole number for each endpoint, as in 3,1".formatted(text));
        }
    }

    boolean onFilter() {
        String text = texts.apply(tier.getFailOverOnFilter());
        if (text == null || text.equals("false") || text.equals("true")) {
            return "true".equals(text);
        }
        throw new IllegalArgumentException("failOverOnFilter is '%s'; write true or false".formatted(text));
    }

    private double share() {
        String text = texts.apply(tier.getDeadlineShare());
        try {
            return text == null ? FailOverPlan.USUAL_SHARE : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "deadlineShare is '%s'; write a share above 0 up to 1, as in 0.5".formatted(text));
        }
    }

    private @Nullable HedgeAfter hedge() {
        String text = texts.apply(tier.getHedgeAfter());
        return text == null
                ? null
                : HedgeAfter.percentile(text)
                        .orElseGet(() -> new HedgeAfter.Fixed(Deadlines.duration("hedgeAfter", text)));
    }
}
