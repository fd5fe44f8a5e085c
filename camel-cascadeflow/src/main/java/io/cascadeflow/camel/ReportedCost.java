package io.cascadeflow.camel;

import io.cascadeflow.pricing.Usd;
import java.math.BigDecimal;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What a message says that it cost so far. */
public final class ReportedCost {

    private ReportedCost() {}

    /**
     * The total that a nested cascade gives, else the cost that an endpoint gives; null when nobody gives any.
     *
     * @throws IllegalArgumentException when it is not an amount of zero or more
     */
    public static @Nullable Usd on(Message message) {
        Usd total = total(message);
        return total == null ? read(message, CascadeFlowConstants.COST) : total;
    }

    /**
     * What all calls so far cost together; null when there was none.
     *
     * @throws IllegalArgumentException when it is not an amount of zero or more
     */
    public static @Nullable Usd total(Message message) {
        return read(message, CascadeFlowConstants.TOTAL_COST);
    }

    private static @Nullable Usd read(Message message, String header) {
        Object value = message.getHeader(header);
        if (value == null) {
            return null;
        }
        try {
            Usd cost = Usd.roundedUp(value instanceof BigDecimal exact ? exact : new BigDecimal(value.toString()));
            if (cost.compareTo(Usd.ZERO) >= 0) {
                return cost;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(complaint(header, value), e);
        }
        throw new IllegalArgumentException(complaint(header, value));
    }

    private static String complaint(String header, Object value) {
        String found = value instanceof Number number
                ? number.toString()
                : "a " + value.getClass().getName();
        return "header %s is %s; it is an amount in US dollars, 0 or more, as a BigDecimal".formatted(header, found);
    }
}
