package io.cascadeflow.camel.run;

import io.cascadeflow.agent.run.Run;
import io.cascadeflow.agent.run.Run.Bound;
import io.cascadeflow.agent.run.RunLimits;
import io.cascadeflow.agent.run.RunRule;
import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.budget.BudgetUnit;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.budget.Window;
import io.cascadeflow.policy.RunLimit;
import io.cascadeflow.policy.RunStoppedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Budget and calls of runs as the ledger has them, so that they hold on all nodes and outlive each. Pure functions. */
public final class RunLedger {

    /** No budget of the operator's can have such a name: it has a blank in it. */
    private static final String NAME = "run ";

    private static final String ANY = "1000000000";

    private RunLedger() {}

    /** The accounts of a run and of those around it. */
    public static List<Claim> claims(Run run, Instant at) {
        return run.bounds().stream()
                .filter(bound -> isOnLedger(bound.rule()))
                .map(bound -> budget(bound).claim(Map.of(), bound.run(), at))
                .toList();
    }

    /** Whether one of the rules needs a ledger that forgets nothing. */
    public static boolean isNeeded(List<RunRule> rules) {
        return rules.stream().anyMatch(RunLedger::isOnLedger);
    }

    private static boolean isOnLedger(RunRule rule) {
        return rule.isEnforced()
                && (rule.limits().budget() != null || rule.limits().calls() != null);
    }

    /** Whether it is the account of a rule for runs: how such runs stand, their summaries say. */
    public static boolean isOfRun(Standing standing) {
        return standing.claim().budget().name().startsWith(NAME);
    }

    private static Budget budget(Bound bound) {
        RunLimits limits = bound.rule().limits();
        Budget budget = Budget.of(NAME + bound.rule().name(), ANY, Window.RUN);
        Budget limited = limits.budget() == null ? budget : budget.withLimit(limits.budget());
        return limits.calls() == null ? limited : limited.withMaxCalls(limits.calls());
    }

    /** What the ledger's refusal is to the caller: the run is stopped where it is one of its accounts. */
    public static RuntimeException refused(BudgetExceededException refusal) {
        Claim claim = refusal.standing().claim();
        if (!isOfRun(refusal.standing())) {
            return refusal;
        }
        String rule = claim.budget().name().substring(NAME.length());
        String window = claim.account().window();
        String id = window.substring(window.indexOf(':') + 1);
        boolean calls = refusal.unit() == BudgetUnit.CALLS;
        RunStoppedException stopped = new RunStoppedException(
                id,
                calls ? RunLimit.CALLS : RunLimit.BUDGET,
                rule,
                "run '%s' is stopped by rule '%s' for runs: %s"
                        .formatted(id, rule, Objects.requireNonNull(refusal.getMessage())));
        stopped.initCause(refusal);
        return stopped;
    }
}
