package io.cascadeflow.agent.run;

import io.cascadeflow.agent.run.RunAction.Stop;
import io.cascadeflow.policy.RunLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one run has used so far, with all runs within it. The step machine of runs: what is wanted leads to what may be done, what
 * is done to a new state. Immutable; nothing else decides.
 *
 * @param run its whole id
 * @param began when its first call was made
 * @param rules those that are for it
 * @param ended what is done
 * @param underWay the most that is still to come
 * @param over whether somebody has ended it
 */
public record RunState(String run, Instant began, List<RunRule> rules, Tally ended, Tally underWay, boolean over) {

    public RunState {
        rules = List.copyOf(rules);
    }

    public static RunState begin(String run, Instant began, List<RunRule> rules) {
        return new RunState(run, began, rules, Tally.ZERO, Tally.ZERO, false);
    }

    /** What is done, and the most that is still to come. */
    public Tally used() {
        return ended.plus(underWay);
    }

    /** It is being done. */
    public RunState with(Wanted wanted) {
        return new RunState(run, began, rules, ended, underWay.plus(wanted.atMost()), over);
    }

    /** It is done, and came to this. */
    public RunState done(Wanted wanted, Tally came) {
        return new RunState(run, began, rules, ended.plus(came), underWay.minus(wanted.atMost()), over);
    }

    /** It was not done after all. */
    public RunState without(Wanted wanted) {
        return new RunState(run, began, rules, ended, underWay.minus(wanted.atMost()), over);
    }

    /** Nothing more may be done. */
    public RunState end() {
        return new RunState(run, began, rules, ended, underWay, true);
    }

    /** What the rules say to what is wanted; empty when it may be done. At most one for each rule. A pure function. */
    public List<Ruled> judge(Wanted wanted, Instant now) {
        if (over) {
            Stop stop = new Stop(
                    "",
                    run,
                    RunLimit.END,
                    "run '%s' has been ended; begin another one, with another id".formatted(run));
            return List.of(new Ruled(stop, true));
        }
        List<Ruled> all = new ArrayList<>();
        for (RunRule rule : rules) {
            Breach.of(this, rule, wanted, now).ifPresent(stop -> all.add(new Ruled(stop, rule.isEnforced())));
        }
        return all;
    }

    /** What the run is under now, since little is left. A pure function. */
    public List<Squeeze> squeezes(Instant now) {
        List<Squeeze> all = new ArrayList<>();
        for (RunRule rule : rules) {
            for (Pressure pressure : rule.under()) {
                if (applies(rule.limits(), pressure, now)) {
                    all.add(new Squeeze(rule, pressure));
                }
            }
        }
        return all;
    }

    private boolean applies(RunLimits limits, Pressure pressure, Instant now) {
        List<RunLimit> looked = pressure.of() == null ? List.of(RunLimit.values()) : List.of(pressure.of());
        for (RunLimit limit : looked) {
            Double left = limits.left(limit, used(), taken(now));
            if (left != null && left <= pressure.left()) {
                return true;
            }
        }
        return false;
    }

    /** How much is left of each limit that there is. */
    List<RunSummary.Left> left(Instant now) {
        List<RunSummary.Left> all = new ArrayList<>();
        for (RunRule rule : rules) {
            for (RunLimit limit : RunLimit.values()) {
                Double left = rule.limits().left(limit, used(), taken(now));
                if (left != null) {
                    all.add(new RunSummary.Left(rule.name(), rule.isEnforced(), limit, left));
                }
            }
        }
        return all;
    }

    /** How long it has been going on; never negative. */
    public Duration taken(Instant now) {
        Duration taken = Duration.between(began, now);
        return taken.isNegative() ? Duration.ZERO : taken;
    }

    /**
     * An action, and whether it is taken.
     *
     * @param enforced false when it is only put on record that it would be
     */
    public record Ruled(RunAction action, boolean enforced) {}

    /** A pressure of a rule that applies. */
    public record Squeeze(RunRule rule, Pressure pressure) {

        /** Tells it from other pressures of the rule, for people. */
        public String name() {
            String limit = pressure.of() == null ? "" : " of " + pressure.of().word();
            return "%s under %s%s".formatted(rule.name(), pressure.left(), limit);
        }

        public List<RunAction> actions() {
            return RunAction.of(rule.name(), pressure.then());
        }
    }
}
