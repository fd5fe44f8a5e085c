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
import java.util.Objects;
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

    /** The rules that set it; none where it is as configured. */
    Set<String> by(Step tier) {
        Set<String> rules = new LinkedHashSet<>();
        Double threshold = of(tier);
        if (threshold == null || threshold.equals(tier.acceptAbove())) {
            return rules;
        }
        for (Imposed each : ruling.imposed()) {
            boolean demands = each.constraint() instanceof AcceptAbove demand && demand.confidence() == threshold;
            boolean relaxes = each.constraint() instanceof Relax relax && relax.acceptAbove() == threshold;
            if (demands || relaxes) {
                rules.add(each.rule());
            }
        }
        return rules;
    }

    private boolean isLast(Step tier) {
        return tier.equals(left.get(left.size() - 1));
    }

    Effect raised(String name, double demanded) {
        List<String> raised = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (Step tier : left) {
            Double now = of(tier);
            if (now == null) {
                kept.add("tier '%s' takes any sound answer, since none comes after it".formatted(tier.name()));
            } else if (now > demanded) {
                kept.add("tier '%s' wants %s anyway".formatted(tier.name(), now));
            } else if (Objects.equals(now, tier.acceptAbove())) {
                kept.add("tier '%s' is configured to want %s".formatted(tier.name(), now));
            } else {
                raised.add(moved(tier, now));
            }
        }
        return effect(name, raised, kept);
    }

    Effect relaxed(String name, double wanted) {
        List<String> lowered = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (Step tier : left) {
            Double now = of(tier);
            Double configured = tier.acceptAbove();
            if (configured == null || configured <= wanted) {
                kept.add("tier '%s' takes as little anyway".formatted(tier.name()));
            } else if (now != null && now == wanted) {
                lowered.add(moved(tier, now));
            } else {
                kept.add("tier '%s' wants %s by another rule".formatted(tier.name(), now));
            }
        }
        return effect(name, lowered, kept);
    }

    private static String moved(Step tier, Double now) {
        Double configured = tier.acceptAbove();
        if (configured == null) {
            return "sets the threshold of tier '%s' to %s".formatted(tier.name(), now);
        }
        return "%s the threshold of tier '%s' from %s to %s"
                .formatted(now > configured ? "raises" : "lowers", tier.name(), configured, now);
    }

    private static Effect effect(String name, List<String> moved, List<String> kept) {
        if (!moved.isEmpty()) {
            return Effect.of(name, String.join("; ", moved));
        }
        return Effect.none(name, kept.isEmpty() ? "no tier is left" : String.join("; ", kept));
    }
}
