package io.cascadeflow.camel.budget;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.cascade.Outcome;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of one part, or of several together, say about money and tokens. Immutable.
 *
 * @param cost US dollars; absent when no part said
 * @param tokens by header; those that no part had are absent
 * @param estimated whether any of the token numbers is an estimate; absent when no part said
 * @param remaining US dollars: the least that any part left of a budget; absent when none applied
 * @param warnings the budgets beyond their warning mark, in alphabetical order
 * @param outcome the worst; absent when no part said
 */
record PartBill(
        @Nullable BigDecimal cost,
        Map<String, Long> tokens,
        @Nullable Boolean estimated,
        @Nullable BigDecimal remaining,
        List<String> warnings,
        @Nullable Outcome outcome)
        implements Serializable {

    static final PartBill NONE = new PartBill(null, Map.of(), null, null, List.of(), null);

    private static final List<String> TOKENS = List.of(
            CascadeFlowConstants.INPUT_TOKENS,
            CascadeFlowConstants.CACHE_READ_TOKENS,
            CascadeFlowConstants.CACHE_WRITE_TOKENS,
            CascadeFlowConstants.OUTPUT_TOKENS,
            CascadeFlowConstants.REASONING_TOKENS);

    private static final List<String> OF_A_CALL = List.of(
            CascadeFlowConstants.TOTAL_COST,
            CascadeFlowConstants.COST,
            CascadeFlowConstants.INPUT_TOKENS,
            CascadeFlowConstants.OUTPUT_TOKENS,
            CascadeFlowConstants.LATENCY_MS,
            CascadeFlowConstants.DECISION_ID);

    /** @throws IllegalArgumentException when a header is no number, or a cost is negative */
    static PartBill of(Message message) {
        BigDecimal total = number(message, CascadeFlowConstants.TOTAL_COST);
        BigDecimal cost = total == null ? number(message, CascadeFlowConstants.COST) : total;
        if (cost != null && cost.signum() < 0) {
            throw new IllegalArgumentException("a part cost %s USD; a cost is 0 or more".formatted(cost));
        }
        Map<String, Long> tokens = new LinkedHashMap<>();
        for (String header : TOKENS) {
            BigDecimal count = number(message, header);
            if (count != null) {
                tokens.put(header, count.longValue());
            }
        }
        return new PartBill(
                cost,
                tokens,
                message.getHeader(CascadeFlowConstants.USAGE_ESTIMATED, Boolean.class),
                number(message, CascadeFlowConstants.BUDGET_REMAINING),
                names(message.getHeader(CascadeFlowConstants.BUDGET_WARNING, String.class)),
                outcome(message.getHeader(CascadeFlowConstants.OUTCOME, String.class)));
    }

    /** What a part says itself: nothing when its headers are, one by one, the very objects that it was sent with. */
    static PartBill own(Message part, Message sentWith) {
        boolean called = OF_A_CALL.stream().anyMatch(header -> part.getHeader(header) != sentWith.getHeader(header));
        boolean inherits = !called && OF_A_CALL.stream().anyMatch(header -> part.getHeader(header) != null);
        return inherits ? NONE : of(part);
    }

    PartBill plus(PartBill other) {
        Map<String, Long> sums = new LinkedHashMap<>(tokens);
        other.tokens.forEach((header, count) -> sums.merge(header, count, Math::addExact));
        TreeSet<String> all = new TreeSet<>(warnings);
        all.addAll(other.warnings);
        return new PartBill(
                either(cost, other.cost, BigDecimal::add),
                sums,
                either(estimated, other.estimated, Boolean::logicalOr),
                either(remaining, other.remaining, BigDecimal::min),
                List.copyOf(all),
                either(outcome, other.outcome, BinaryOperator.maxBy(Comparator.naturalOrder())));
    }

    /** At least as bad as {@code floor}. */
    PartBill atLeast(Outcome floor) {
        return plus(new PartBill(null, Map.of(), null, null, List.of(), floor));
    }

    /** What was paid, without what came of it. */
    PartBill withoutOutcome() {
        return new PartBill(cost, tokens, estimated, remaining, warnings, null);
    }

    void writeTo(Message message) {
        set(message, CascadeFlowConstants.TOTAL_COST, cost);
        TOKENS.forEach(header -> set(message, header, tokens.get(header)));
        set(message, CascadeFlowConstants.USAGE_ESTIMATED, estimated);
        set(message, CascadeFlowConstants.BUDGET_REMAINING, remaining);
        set(message, CascadeFlowConstants.BUDGET_WARNING, warnings.isEmpty() ? null : String.join(",", warnings));
        set(message, CascadeFlowConstants.OUTCOME, outcome == null ? null : outcome.toString());
    }

    static @Nullable BigDecimal number(Message message, String header) {
        Object value = message.getHeader(header);
        try {
            return value == null || value instanceof BigDecimal ? (BigDecimal) value : new BigDecimal(value.toString());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "header %s is a %s; it is a number"
                            .formatted(header, value.getClass().getName()),
                    e);
        }
    }

    static void set(Message message, String header, @Nullable Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }

    private static List<String> names(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    private static @Nullable Outcome outcome(@Nullable String text) {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.toString().equals(text))
                .findFirst()
                .orElse(null);
    }

    private static <T> @Nullable T either(@Nullable T one, @Nullable T other, BinaryOperator<T> both) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return both.apply(one, other);
    }
}
