package io.cascadeflow.agent.run;

import io.cascadeflow.policy.Constraint;
import io.cascadeflow.policy.RunLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a rule for runs does to what a run wants. Where there is none, it is allowed. Immutable. */
public sealed interface RunAction {

    /** The name of the rule; empty where somebody has ended the run. */
    String rule();

    /** For records: one of a closed set. */
    String word();

    /** Only models and tiers that are left by these constraints are asked. */
    record SwitchModel(String rule, List<Constraint> then) implements RunAction {
        public SwitchModel {
            then = List.copyOf(then);
        }

        @Override
        public String word() {
            return "switch-model";
        }
    }

    /** Models are not told of tools that these constraints leave out. */
    record DenyTools(String rule, List<Constraint> then) implements RunAction {
        public DenyTools {
            then = List.copyOf(then);
        }

        @Override
        public String word() {
            return "deny-tools";
        }
    }

    /** Something else is demanded, such as a deadline, or an answer that is accepted with less confidence. */
    record Narrow(String rule, List<Constraint> then) implements RunAction {
        public Narrow {
            then = List.copyOf(then);
        }

        @Override
        public String word() {
            return "narrow";
        }
    }

    /**
     * It is not done.
     *
     * @param run the run whose limit it is
     * @param text for people, with the way out
     */
    record Stop(String rule, String run, RunLimit limit, String text) implements RunAction {
        @Override
        public String word() {
            return "stop";
        }
    }

    /** What constraints do, at most one action of a kind. */
    static List<RunAction> of(String rule, List<Constraint> then) {
        List<Constraint> models = only(then, RunAction::isAboutModels);
        List<Constraint> tools = only(then, RunAction::isAboutTools);
        List<Constraint> others = only(then, each -> !isAboutModels(each) && !isAboutTools(each));
        List<RunAction> actions = new ArrayList<>();
        if (!models.isEmpty()) {
            actions.add(new SwitchModel(rule, models));
        }
        if (!tools.isEmpty()) {
            actions.add(new DenyTools(rule, tools));
        }
        if (!others.isEmpty()) {
            actions.add(new Narrow(rule, others));
        }
        return actions;
    }

    private static List<Constraint> only(List<Constraint> all, Predicate<Constraint> wanted) {
        return all.stream().filter(wanted).toList();
    }

    private static boolean isAboutModels(Constraint constraint) {
        return constraint instanceof Constraint.AllowModels
                || constraint instanceof Constraint.DenyModels
                || constraint instanceof Constraint.RequireTags
                || constraint instanceof Constraint.ExcludeTags
                || constraint instanceof Constraint.StartAt
                || constraint instanceof Constraint.MaxTier
                || constraint instanceof Constraint.ForceTier;
    }

    private static boolean isAboutTools(Constraint constraint) {
        return constraint instanceof Constraint.AllowTools || constraint instanceof Constraint.DenyTools;
    }
}
