package io.cascadeflow.camel.eip;

import io.cascadeflow.confidence.Worth;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads what answers of a cascade are worth.
 *
 * @param cascade what is read
 * @param name the cascade's name, for messages
 * @param parse resolves placeholders
 */
record WorthReader(CascadeDefinition cascade, String name, UnaryOperator<@Nullable String> parse) {

    /**
     * @param tiers how many tiers are enabled
     * @return absent when the cascade does not say
     * @throws IllegalArgumentException when it is no worth, or has no effect
     */
    @Nullable
    Worth read(int tiers) {
        if (cascade.getWorth() == null) {
            if (cascade.getWorthOfSecond() != null) {
                throw complaint("worthOfSecond is weighed beside worth; write worth as well");
            }
            return null;
        }
        if (tiers == 1) {
            throw complaint("worth decides whether to go on, and there is one tier only; remove it, or add a tier");
        }
        try {
            return new Worth(
                    number("worth", cascade.getWorth()),
                    cascade.getWorthOfSecond() == null ? 0 : number("worthOfSecond", cascade.getWorthOfSecond()));
        } catch (IllegalArgumentException e) {
            throw complaint(String.valueOf(e.getMessage()));
        }
    }

    private double number(String option, String written) {
        String text = parse.apply(written);
        try {
            return Double.parseDouble(String.valueOf(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s is '%s'; it is US dollars: write 0.05".formatted(option, text), e);
        }
    }

    private IllegalArgumentException complaint(String what) {
        return new IllegalArgumentException("cascade '%s': %s".formatted(name, what));
    }
}
