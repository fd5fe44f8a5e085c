package io.cascadeflow.policy.explain;

import io.cascadeflow.policy.Constraint;
import io.cascadeflow.policy.Constraint.AcceptAbove;
import io.cascadeflow.policy.Constraint.Deny;
import io.cascadeflow.policy.Constraint.DenySecrets;
import io.cascadeflow.policy.Constraint.DenyWords;
import io.cascadeflow.policy.Constraint.ForceTier;
import io.cascadeflow.policy.Constraint.MaxCost;
import io.cascadeflow.policy.Constraint.MaxRunCost;
import io.cascadeflow.policy.Constraint.MaxTier;
import io.cascadeflow.policy.Constraint.Redact;
import io.cascadeflow.policy.Constraint.Relax;
import io.cascadeflow.policy.Constraint.RequireJudge;
import io.cascadeflow.policy.Constraint.ScreenTools;
import io.cascadeflow.policy.Constraint.StartAt;
import io.cascadeflow.policy.Constraint.Weigh;
import io.cascadeflow.policy.Constraint.Within;
import io.cascadeflow.policy.Fired;
import io.cascadeflow.policy.Plan;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells what the constraints of a rule did: each for itself, beside all others that hold. */
final class Effects {

    private final Subject subject;
    private final Ruling ruling;
    private final Thresholds thresholds;

    /** @param ruling all that holds, the rule's own demands among it */
    Effects(Subject subject, Ruling ruling) {
        this.subject = subject;
        this.ruling = ruling;
        this.thresholds = new Thresholds(subject, ruling);
    }

    List<Effect> of(Fired fired) {
        List<Effect> effects = new ArrayList<>();
        for (Constraint constraint : fired.rule().then()) {
            effects.add(of(fired, constraint));
        }
        return effects;
    }

    private Effect of(Fired fired, Constraint constraint) {
        String name = Demands.name(constraint);
        if (constraint instanceof Deny) {
            return Effect.of(name, "denies the call");
        }
        if (constraint instanceof StartAt || constraint instanceof MaxTier || constraint instanceof ForceTier) {
            return tiers(name, Demands.only(fired.rule(), constraint));
        }
        if (constraint instanceof AcceptAbove || constraint instanceof Relax) {
            return threshold(fired, constraint, name);
        }
        if (constraint instanceof RequireJudge) {
            return subject.alone()
                    ? Effect.none(name, "no cascade is asked")
                    : Effect.of(name, "accepts no draft that no judge gave a score");
        }
        if (constraint instanceof Redact redact) {
            return Effect.of(name, "tells models placeholders instead of " + Demands.kinds(redact));
        }
        if (constraint instanceof ScreenTools screen) {
            return Effect.of(
                    name,
                    screen.strip()
                            ? "leaves out what tools say where that reads like instructions"
                            : "asks nothing where what tools say reads like instructions");
        }
        if (constraint instanceof DenySecrets || constraint instanceof DenyWords) {
            return Effect.of(name, "takes no answer with " + Demands.unsaid(constraint));
        }
        if (constraint instanceof Weigh weigh) {
            return subject.alone()
                    ? Effect.none(name, "no cascade is asked")
                    : Effect.of(name, "chooses by " + Demands.weights(weigh.weights()));
        }
        return limit(constraint, name).orElseGet(() -> choice(name, fired, constraint));
    }

    private Effect tiers(String name, Ruling alone) {
        if (subject.alone()) {
            return Effect.none(name, "no cascade is asked");
        }
        Plan plan = alone.plan(subject.rungs());
        if (!plan.unknown().isEmpty()) {
            return Effect.of(
                    name,
                    "denies the call: there is no tier '%s'"
                            .formatted(plan.unknown().keySet().iterator().next()));
        }
        return plan.out().isEmpty()
                ? Effect.none(name, "it leaves out no tier")
                : Effect.of(name, "leaves out " + Demands.tiers(plan.out().keySet()));
    }

    private Effect threshold(Fired fired, Constraint constraint, String name) {
        if (subject.alone()) {
            return Effect.none(name, "no cascade is asked");
        }
        if (constraint instanceof AcceptAbove demand) {
            return thresholds.raised(name, demand.confidence());
        }
        return fired.verdict() == Verdict.YES
                ? thresholds.relaxed(name, ((Relax) constraint).acceptAbove())
                : Effect.none(name, "what cannot be evaluated relaxes nothing");
    }

    private Optional<Effect> limit(Constraint constraint, String name) {
        if (constraint instanceof MaxCost most) {
            return Optional.of(limit(
                    name,
                    "all calls of the decision cost %s USD at most".formatted(most.amount()),
                    ruling.maxCost().filter(most.amount()::equals).isPresent()));
        }
        if (constraint instanceof MaxRunCost most) {
            return Optional.of(limit(
                    name,
                    "all calls of the run cost %s USD at most".formatted(most.amount()),
                    ruling.maxRunCost().filter(most.amount()::equals).isPresent()));
        }
        if (constraint instanceof Within within) {
            return Optional.of(limit(
                    name,
                    "no tier is asked later than %s after the question".formatted(Demands.seconds(within.deadline())),
                    ruling.deadline().filter(within.deadline()::equals).isPresent()));
        }
        return Optional.empty();
    }

    private static Effect limit(String name, String text, boolean strictest) {
        return strictest ? Effect.of(name, text) : Effect.none(name, "another rule limits it further");
    }

    /** Of models and tools: which of them it keeps away. */
    private Effect choice(String name, Fired fired, Constraint constraint) {
        Ruling alone = Demands.only(fired.rule(), constraint);
        if (Demands.isAboutTools(constraint)) {
            List<String> away = subject.tools().stream()
                    .filter(tool -> alone.deniesTool(tool).isPresent())
                    .toList();
            return away.isEmpty()
                    ? Effect.none(name, subject.tools().isEmpty() ? "no tool is offered" : "no tool is kept back")
                    : Effect.of(name, "keeps back " + Demands.quoted("tool", away));
        }
        List<String> parts = new ArrayList<>();
        subject.tiers().forEach(tier -> {
            List<String> denied = tier.rung().models().stream()
                    .filter(model -> alone.denies(model).isPresent())
                    .map(model -> model.model().toString())
                    .toList();
            boolean all =
                    !denied.isEmpty() && denied.size() == tier.rung().models().size();
            if (subject.alone() && all) {
                parts.add("denies the call");
            } else if (!denied.isEmpty()) {
                parts.add((all ? "leaves out tier '%s' (%s)" : "keeps tier '%s' from %s")
                        .formatted(tier.name(), String.join(", ", denied)));
            }
        });
        return parts.isEmpty() ? nothingDenied(name) : Effect.of(name, String.join("; ", parts));
    }

    private Effect nothingDenied(String name) {
        boolean unknown =
                subject.tiers().stream().anyMatch(tier -> tier.rung().models().isEmpty());
        return Effect.none(
                name, unknown ? "it denies no model that is known before it is asked" : "it denies none of the models");
    }
}
