package io.cascadeflow.policy.explain;

import io.cascadeflow.policy.Constraint.AcceptAbove;
import io.cascadeflow.policy.Constraint.Relax;
import io.cascadeflow.policy.Imposed;
import io.cascadeflow.policy.Plan;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.policy.explain.Subject.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How much confidence the tiers that are left want, and which rules say so. */
final class Thresholds {

    private final List<Step> left;
    private final Ruling ruling;

    Thresholds(Subject subject, Ruling ruling) {
        Plan plan = ruling.plan(subject.rungs());
        this.left = subject.tiers().stream()
                .filter(tier -> plan.left().contains(tier.name()))
                .toList();
        this.ruling = ruling;
    }

    /** Of a tier that is left; null when it takes any sound answer. */
    @Nullable
    Double of(Step tier) {
        return ruling.threshold(tier.acceptAbove(), isLast(tier));
    }

    /** The rules that set it: who raised it, and who lowered it before; none where it is as configured. */
    Set<String> by(Step tier) {
        Set<String> rules = new LinkedHashSet<>();
        Double threshold = of(tier);
        Double relaxed = relaxed(tier);
        for (Imposed each : ruling.imposed()) {
            boolean raises = each.constraint() instanceof AcceptAbove demand
                    && threshold != null
                    && demand.confidence() == threshold
                    && !threshold.equals(relaxed);
            boolean lowers = each.constraint() instanceof Relax relax
                    && relaxed != null
                    && relax.acceptAbove() == relaxed
                    && !relaxed.equals(tier.acceptAbove());
            if (raises || lowers) {
                rules.add(each.rule());
            }
        }
        return rules;
    }

    /** What a tier would want if nothing were demanded, and only relaxed. */
    private @Nullable Double relaxed(Step tier) {
        Double configured = tier.acceptAbove();
        OptionalDouble strictest = ruling.imposed().stream()
                .filter(each -> each.constraint() instanceof Relax)
                .mapToDouble(each -> ((Relax) each.constraint()).acceptAbove())
                .max();
        return configured == null || strictest.isEmpty()
                ? configured
                : Double.valueOf(Math.min(configured, strictest.getAsDouble()));
    }

    private boolean isLast(Step tier) {
        return tier.equals(left.get(left.size() - 1));
    }

    Effect raised(String name, double demanded) {
        List<String> raised = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (Step tier : left) {
            Double now = of(tier);
            Double before = relaxed(tier);
            if (now == null) {
                kept.add("tier '%s' takes any sound answer, since none comes after it".formatted(tier.name()));
            } else if (now > demanded || now.equals(before)) {
                kept.add("tier '%s' wants %s anyway".formatted(tier.name(), now));
            } else if (before == null) {
                raised.add("sets the threshold of tier '%s' to %s".formatted(tier.name(), now));
            } else {
                raised.add("raises the threshold of tier '%s' from %s to %s".formatted(tier.name(), before, now));
            }
        }
        return effect(name, raised, kept);
    }

    Effect relaxed(String name, double wanted) {
        List<String> lowered = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (Step tier : left) {
            Double configured = tier.acceptAbove();
            Double relaxed = relaxed(tier);
            if (configured != null && configured <= wanted && othersRelax(configured)) {
                lowered.add("keeps the threshold of tier '%s' at %s, which another rule would lower"
                        .formatted(tier.name(), configured));
            } else if (configured == null || relaxed == null || configured <= wanted) {
                kept.add("tier '%s' takes as little anyway".formatted(tier.name()));
            } else if (relaxed > wanted) {
                kept.add("another rule relaxes tier '%s' to %s only".formatted(tier.name(), relaxed));
            } else {
                lowered.add(
                        "lowers the threshold of tier '%s' from %s to %s".formatted(tier.name(), configured, wanted));
            }
        }
        return effect(name, lowered, kept);
    }

    /** The strictest of those that relax counts. */
    private boolean othersRelax(double configured) {
        return ruling.imposed().stream()
                .anyMatch(each -> each.constraint() instanceof Relax relax && relax.acceptAbove() < configured);
    }

    private static Effect effect(String name, List<String> moved, List<String> kept) {
        if (!moved.isEmpty()) {
            return Effect.of(name, String.join("; ", moved));
        }
        return Effect.none(name, kept.isEmpty() ? "no tier is left" : String.join("; ", kept));
    }
}
