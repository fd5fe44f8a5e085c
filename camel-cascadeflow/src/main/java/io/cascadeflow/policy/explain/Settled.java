package io.cascadeflow.policy.explain;

import io.cascadeflow.policy.Candidate;
import io.cascadeflow.policy.Constraint;
import io.cascadeflow.policy.Constraint.DenySecrets;
import io.cascadeflow.policy.Constraint.DenyWords;
import io.cascadeflow.policy.Constraint.MaxCost;
import io.cascadeflow.policy.Constraint.MaxRunCost;
import io.cascadeflow.policy.Constraint.Redact;
import io.cascadeflow.policy.Constraint.RequireJudge;
import io.cascadeflow.policy.Constraint.ScreenTools;
import io.cascadeflow.policy.Constraint.Weigh;
import io.cascadeflow.policy.Constraint.Within;
import io.cascadeflow.policy.Denial;
import io.cascadeflow.policy.Imposed;
import io.cascadeflow.policy.Plan;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.policy.explain.Subject.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all rules together settle, field by field. */
final class Settled {

    private Settled() {}

    static List<TierExplanation> tiers(Subject subject, Ruling ruling) {
        Plan plan = ruling.plan(subject.rungs());
        Thresholds thresholds = new Thresholds(subject, ruling);
        List<TierExplanation> all = new ArrayList<>();
        for (Step tier : subject.tiers()) {
            Set<String> out = against(subject, ruling, plan, tier);
            boolean wants = out.isEmpty() && !subject.alone() && !tier.name().equals(subject.forced());
            all.add(new TierExplanation(
                    tier.name(),
                    tier.rung().models().stream()
                            .map(model -> model.model().toString())
                            .toList(),
                    out,
                    denied(ruling, tier),
                    tier.acceptAbove(),
                    wants ? thresholds.of(tier) : null,
                    wants ? thresholds.by(tier) : Set.of()));
        }
        return all;
    }

    private static Set<String> against(Subject subject, Ruling ruling, Plan plan, Step tier) {
        return subject.alone()
                ? ruling.denies(tier.rung().models().get(0)).map(Denial::rules).orElse(Set.of())
                : plan.against(tier.name());
    }

    private static Map<String, Set<String>> denied(Ruling ruling, Step tier) {
        Map<String, Set<String>> denied = new LinkedHashMap<>();
        for (Candidate model : tier.rung().models()) {
            ruling.denies(model).ifPresent(denial -> denied.put(model.model().toString(), denial.rules()));
        }
        return denied;
    }

    static List<Field> fields(Subject subject, Ruling ruling, @Nullable Denial denial) {
        List<Field> fields = new ArrayList<>();
        fields.add(
                denial == null ? new Field("call", "allowed", Set.of()) : new Field("call", "denied", denial.rules()));
        for (TierExplanation tier : tiers(subject, ruling)) {
            if (!subject.alone()) {
                fields.add(new Field(
                        "tier " + tier.tier(), tier.isLeft() ? "may be asked" : "left out", tier.leftOutBy()));
            }
            if (tier.acceptAbove() != null) {
                fields.add(new Field(
                        "acceptAbove " + tier.tier(), String.valueOf(tier.acceptAbove()), tier.acceptAboveBy()));
            }
        }
        ruling.maxCost()
                .ifPresent(most -> fields.add(
                        new Field("maxCost", most + " USD", by(ruling, demand -> demand.equals(new MaxCost(most))))));
        ruling.maxRunCost()
                .ifPresent(most -> fields.add(new Field(
                        "maxRunCost", most + " USD", by(ruling, demand -> demand.equals(new MaxRunCost(most))))));
        ruling.deadline()
                .ifPresent(limit -> fields.add(new Field(
                        "deadline", Demands.seconds(limit), by(ruling, demand -> demand.equals(new Within(limit))))));
        Set<String> judging = by(ruling, RequireJudge.class::isInstance);
        if (!judging.isEmpty() && !subject.alone()) {
            fields.add(new Field("judge", "required", judging));
        }
        ruling.redact()
                .ifPresent(redact ->
                        fields.add(new Field("redact", Demands.kinds(redact), by(ruling, Redact.class::isInstance))));
        ruling.screensTools()
                .ifPresent(screen -> fields.add(new Field(
                        "injections", screen.strip() ? "strip" : "deny", by(ruling, ScreenTools.class::isInstance))));
        if (ruling.deniesSecrets()) {
            fields.add(new Field("secrets", "denied", by(ruling, DenySecrets.class::isInstance)));
        }
        if (!ruling.deniedWords().isEmpty()) {
            DenyWords all = new DenyWords(ruling.deniedWords());
            fields.add(new Field("words", Demands.unsaid(all), by(ruling, DenyWords.class::isInstance)));
        }
        if (!subject.alone()) {
            ruling.weights()
                    .ifPresent(weights -> fields.add(
                            new Field("weights", Demands.weights(weights), by(ruling, Weigh.class::isInstance))));
        }
        for (String tool : subject.tools()) {
            Set<String> rules = ruling.deniesTool(tool).map(Denial::rules).orElse(Set.of());
            fields.add(new Field("tool " + tool, rules.isEmpty() ? "told of" : "kept back", rules));
        }
        return fields;
    }

    private static Set<String> by(Ruling ruling, Predicate<Constraint> demand) {
        return ruling.imposed().stream()
                .filter(each -> demand.test(each.constraint()))
                .map(Imposed::rule)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
