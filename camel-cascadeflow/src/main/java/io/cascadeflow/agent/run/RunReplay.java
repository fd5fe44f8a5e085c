package io.cascadeflow.agent.run;

import io.cascadeflow.agent.run.RunAction.Stop;
import io.cascadeflow.agent.run.RunEntry.Call;
import io.cascadeflow.agent.run.RunEntry.Kind;
import io.cascadeflow.agent.run.RunState.Ruled;
import io.cascadeflow.agent.run.RunState.Squeeze;
import io.cascadeflow.agent.run.WhatIf.Change;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.pricing.Usd;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the trace of a run again, under other rules, in the order in which things began and ended. Without models, without
 * Camel; the same step machine decides. Conditions of rules for runs are not looked at: each is taken to be for the outermost run,
 * whose use includes that of all others.
 */
public final class RunReplay {

    private final RunTrace trace;
    private final ReplayedRules rules;
    private final Map<Long, Wanted> allowed = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private RunState state;
    private boolean stopped;
    private Usd stoppedCost = Usd.ZERO;
    private Usd fromFirstStop = Usd.ZERO;
    private Usd otherwiseCost = Usd.ZERO;
    private long unknownCalls;
    private Usd unknownAtMost = Usd.ZERO;

    private RunReplay(RunTrace trace, List<RunRule> runs, ReplayedRules rules) {
        this.trace = trace;
        this.rules = rules;
        this.state = RunState.begin(trace.run(), trace.began(), runs);
    }

    /**
     * What they would have made of it. A pure function.
     *
     * @param runs rules for runs; those that are off are left out, those that are only observed are taken as enforced
     * @param policy other rules that each call is under; those that ask for what a trace does not have are not judged, and named
     * @param tags what the operator says about models
     */
    public static WhatIf of(RunTrace trace, List<RunRule> runs, Policy policy, Tags tags) {
        List<RunRule> enforced = runs.stream()
                .filter(rule -> rule.mode() != Mode.OFF)
                .map(rule -> rule.in(Mode.ENFORCE))
                .toList();
        return new RunReplay(trace, enforced, new ReplayedRules(policy, tags)).go();
    }

    private WhatIf go() {
        Map<Long, Runnable> steps = new TreeMap<>();
        for (RunEntry entry : trace.entries()) {
            steps.put(entry.began(), () -> begin(entry));
            if (entry.ended() != entry.began()) {
                steps.put(entry.ended(), () -> end(entry));
            }
        }
        steps.values().forEach(Runnable::run);
        List<RunEntry> calls = trace.entries().stream().filter(RunReplay::costs).toList();
        return new WhatIf(
                trace.run(),
                calls.size(),
                sum(calls),
                changes.stream().sorted(Comparator.comparingLong(Change::entry)).toList(),
                stoppedCost,
                fromFirstStop,
                otherwiseCost,
                unknownCalls,
                unknownAtMost,
                notes());
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>(rules.notes());
        if (trace.missing() > 0) {
            notes.add("%d entries are missing at the trace's end: what they would have been is not known"
                    .formatted(trace.missing()));
        }
        return notes;
    }

    private static boolean costs(RunEntry entry) {
        return entry.isCall() || entry.kind() == Kind.FOREIGN;
    }

    private static Usd sum(List<RunEntry> entries) {
        return entries.stream().map(entry -> entry.used().cost()).reduce(Usd.ZERO, Usd::plus);
    }

    private void begin(RunEntry entry) {
        if (entry.kind() == Kind.FOREIGN) {
            Wanted made = Wanted.call(RunPath.of(entry.run()), Usd.ZERO, null);
            state = state.with(made).done(made, entry.used());
        } else if (entry.isCall() || entry.kind() == Kind.TOOLS || entry.kind() == Kind.REFUSED) {
            Wanted wanted = new Wanted(
                    RunPath.of(entry.run()), entry.atMost(), entry.atMost().energyUnknown() == 0);
            Stop stop = stop(wanted, entry);
            if (stop == null) {
                allow(entry, wanted);
            } else {
                stop(entry, stop);
            }
        }
        if (stopped && costs(entry)) {
            fromFirstStop = fromFirstStop.plus(entry.used().cost());
        }
    }

    private @Nullable Stop stop(Wanted wanted, RunEntry entry) {
        return state.judge(wanted, entry.at()).stream()
                .map(Ruled::action)
                .map(Stop.class::cast)
                .findFirst()
                .orElse(null);
    }

    private void stop(RunEntry entry, Stop stop) {
        if (entry.kind() == Kind.REFUSED || (entry.kind() == Kind.TOOLS && !entry.isDone())) {
            return; // as it was
        }
        change(entry, "stop", stop.rule(), true, stop.text());
        stopped = true;
        stoppedCost = stoppedCost.plus(entry.used().cost());
    }

    private void allow(RunEntry entry, Wanted wanted) {
        boolean otherwise = otherwise(entry);
        boolean wasMade = entry.isCall() || (entry.kind() == Kind.TOOLS && entry.isDone());
        state = state.with(wanted);
        if (!wasMade) {
            change(entry, "allow", "", true, "what was refused would have been done");
            state = state.done(wanted, wanted.atMost());
            if (entry.call() != null) {
                unknownCalls++;
                unknownAtMost = unknownAtMost.plus(entry.atMost().cost());
            }
        } else if (entry.kind() == Kind.TOOLS) {
            state = state.done(wanted, entry.used());
        } else {
            otherwiseCost = otherwise ? otherwiseCost.plus(entry.used().cost()) : otherwiseCost;
            allowed.put(entry.began(), wanted);
        }
    }

    private void end(RunEntry entry) {
        Wanted wanted = allowed.remove(entry.began());
        if (wanted != null) {
            state = state.done(wanted, entry.used());
        }
    }

    /** Whether it would not have been as it was. */
    private boolean otherwise(RunEntry entry) {
        int before = changes.size();
        for (Squeeze squeeze : state.squeezes(entry.at())) {
            rules.told(entry, squeeze.name(), squeeze.pressure().then())
                    .forEach(told -> change(entry, told.action(), squeeze.rule().name(), told.sure(), told.text()));
        }
        rules.ofPolicy(entry).forEach(told -> change(entry, told.action(), told.rule(), told.sure(), told.text()));
        return changes.size() > before;
    }

    private void change(RunEntry entry, String action, String rule, boolean sure, String text) {
        Call call = entry.call();
        changes.add(new Change(
                entry.began(),
                entry.at(),
                entry.run(),
                call == null ? "" : call.model(),
                action,
                rule,
                sure && changes.isEmpty(),
                text));
    }
}
