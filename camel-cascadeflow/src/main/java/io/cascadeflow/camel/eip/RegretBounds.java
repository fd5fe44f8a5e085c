package io.cascadeflow.camel.eip;

import io.cascadeflow.confidence.RegretBound;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads which bound on regret each tier of a cascade has to keep: its own, else the cascade's, which is for drafts.
 *
 * @param cascade what is read
 * @param name the cascade's name, for messages
 * @param parse resolves placeholders
 */
record RegretBounds(CascadeDefinition cascade, String name, UnaryOperator<@Nullable String> parse) {

    /** @throws IllegalArgumentException when the cascade's own bound has no effect */
    void check(int tiers) {
        if (cascade.getMaxRegret() == null && cascade.getAtConfidence() != null) {
            throw new IllegalArgumentException(
                    "cascade '%s': atConfidence is how sure maxRegret has to be; write maxRegret as well"
                            .formatted(name));
        }
        if (cascade.getMaxRegret() != null && tiers == 1) {
            throw new IllegalArgumentException(
                    "cascade '%s': regret is held against the next tier, and there is one tier only; remove maxRegret, or add a tier"
                            .formatted(name));
        }
    }

    /** @throws IllegalArgumentException when it is no bound, or is that of the last tier */
    @Nullable
    RegretBound of(TierDefinition tier, String tierName, boolean last) {
        String place = "cascade '%s': tier '%s'".formatted(name, tierName);
        boolean own = tier.getMaxRegret() != null;
        if (!own && tier.getAtConfidence() != null) {
            throw new IllegalArgumentException(
                    place + ": atConfidence is how sure the tier's own maxRegret has to be; write maxRegret as well");
        }
        if (last && own) {
            throw new IllegalArgumentException(
                    place + ": regret is held against the next tier, and this is the last; remove maxRegret");
        }
        String asked = own ? tier.getMaxRegret() : last ? null : cascade.getMaxRegret();
        String sure = tier.getAtConfidence() != null ? tier.getAtConfidence() : cascade.getAtConfidence();
        return asked == null ? null : bound(place, asked, sure);
    }

    private RegretBound bound(String place, String asked, @Nullable String sure) {
        double maxRegret = share(place, "maxRegret", asked);
        return new RegretBound(
                maxRegret, sure == null ? RegretBound.USUAL_CONFIDENCE : share(place, "atConfidence", sure));
    }

    private double share(String place, String option, String written) {
        String text = parse.apply(written);
        double share;
        try {
            share = text == null ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            share = Double.NaN;
        }
        if (share > 0 && share < 1) {
            return share;
        }
        throw new IllegalArgumentException(
                "%s: %s is '%s'; it is a share above 0 and below 1: write 0.02".formatted(place, option, text));
    }
}
