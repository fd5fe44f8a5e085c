package io.cascadeflow.cascade;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An ordered list of tiers, cheapest first, with one outcome.
 *
 * @param name for traces and messages
 * @param tiers at least one, with distinct names
 * @param whenExhausted what to do when no tier met its mark
 */
public record Cascade(String name, List<Tier> tiers, WhenExhausted whenExhausted) {

    /** What to do when no tier met its mark. */
    public enum WhenExhausted {
        /** Give no answer. */
        FAIL,
        /** Give the draft with the highest confidence among those without a structural fault, marked degraded. */
        DEGRADE
    }

    public Cascade {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("cascade '%s' has no tier; add at least one".formatted(name));
        }
        Set<String> names = new HashSet<>();
        for (Tier tier : tiers) {
            if (!names.add(tier.name())) {
                throw new IllegalArgumentException(
                        "cascade '%s' has two tiers named '%s'; give each its own name".formatted(name, tier.name()));
            }
        }
    }

    public Cascade(String name, List<Tier> tiers) {
        this(name, tiers, WhenExhausted.FAIL);
    }

    /**
     * The tiers to ask, in order: only {@code forced}, of which any sound answer does unless a judge must look at it, or all.
     *
     * @throws IllegalArgumentException when there is no tier of that name
     */
    List<Tier> plan(@Nullable String forced) {
        if (forced == null) {
            return tiers;
        }
        return tiers.stream()
                .filter(tier -> tier.name().equals(forced))
                .findFirst()
                .map(tier -> {
                    Tier free = new Tier(tier.name(), null);
                    return List.of(tier.judged() ? free.withJudge() : free);
                })
                .orElseThrow(() -> new IllegalArgumentException("cascade '%s' has no tier '%s' to force; it has %s"
                        .formatted(name, forced, tiers.stream().map(Tier::name).toList())));
    }

    /** The tiers to pass over when their answers have these chances, by name: never the last one, which answers for all. */
    List<Skipped> skipped(Map<String, Double> chances) {
        List<Skipped> skipped = new ArrayList<>();
        for (Tier tier : tiers.subList(0, tiers.size() - 1)) {
            Double chance = chances.get(tier.name());
            if (chance != null && tier.isSkippedAt(chance)) {
                skipped.add(Skipped.unlikely(tier, chance));
            }
        }
        return skipped;
    }

    /** The tiers that are not among {@code asked}, in order. */
    List<Tier> without(List<Tier> asked) {
        Set<String> names = asked.stream().map(Tier::name).collect(Collectors.toSet());
        return tiers.stream().filter(tier -> !names.contains(tier.name())).toList();
    }

    /** The place of a tier, by its name, from the cheapest on. */
    int indexOf(Tier tier) {
        return tiers.stream().map(Tier::name).toList().indexOf(tier.name());
    }
}
