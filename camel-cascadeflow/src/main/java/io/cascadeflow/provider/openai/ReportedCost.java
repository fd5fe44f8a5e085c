package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the provider's own bill for a call, in US dollars. */
final class ReportedCost {

    private static final int MOST_DIGITS = 100;

    private ReportedCost() {}

    /**
     * @param header the header that may tell it, or its absence
     * @return null when the provider does not say
     */
    static @Nullable BigDecimal read(JsonNode usage, Optional<String> header) {
        JsonNode cost = usage.path("cost").isObject() ? usage.path("cost").path("total_cost") : usage.path("cost");
        if (!isAmount(cost)) {
            return header.filter(text -> text.matches("\\d+(\\.\\d+)?([eE][+-]?\\d{1,3})?"))
                    .map(BigDecimal::new)
                    .orElse(null);
        }
        // with a key of one's own the cost is the broker's fee only; the model is on the other provider's bill
        JsonNode upstream = usage.path("cost_details").path("upstream_inference_cost");
        return usage.path("is_byok").asBoolean() && isAmount(upstream)
                ? cost.decimalValue().add(upstream.decimalValue())
                : cost.decimalValue();
    }

    /** Sums of numbers with exponents beyond all money would take as many digits. */
    private static boolean isAmount(JsonNode number) {
        return number.isNumber() && Math.abs((long) number.decimalValue().scale()) <= MOST_DIGITS;
    }
}
