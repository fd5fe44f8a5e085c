package io.cascadeflow.camel.observe;

import io.cascadeflow.confidence.GateVersion;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a cascade is, and what it did since the start.
 *
 * @param name its name
 * @param tiers cheapest first
 * @param calls questions
 * @param escalations tiers that were asked because the one before was not good enough
 * @param outcomes questions, by how they ended
 * @param answersByTier answers given, by the tier that they are from
 * @param skipsByTier questions for which a tier was passed over, by tier
 * @param totalCostUsd what all attempts cost together, in US dollars, without an exponent
 */
public record CascadeSummary(
        String name,
        List<TierSummary> tiers,
        long calls,
        long escalations,
        Map<String, Long> outcomes,
        Map<String, Long> answersByTier,
        Map<String, Long> skipsByTier,
        String totalCostUsd) {

    /**
     * One of its tiers.
     *
     * @param name unique in the cascade
     * @param acceptAbove the confidence from which on an answer is taken; absent where confidence does not matter
     * @param basis where that comes from; absent when it is the one that was written
     * @param gate that judged its latest answer; absent before the first one, and where a gate has no version
     */
    public record TierSummary(
            String name,
            @Nullable Double acceptAbove,
            @Nullable String basis,
            @Nullable GateVersion gate) {}

    /** Such as {@code small (acceptAbove 0.8) > large}. */
    String tiersInWords() {
        return tiers.stream()
                .map(tier -> tier.acceptAbove() == null
                        ? tier.name()
                        : "%s (acceptAbove %s)".formatted(tier.name(), tier.acceptAbove()))
                .collect(Collectors.joining(" > "));
    }
}
