package io.cascadeflow.camel.agent;

import io.cascadeflow.agent.StopReason;
import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.policy.RunStoppedException;
import io.cascadeflow.policy.ToolDeniedException;
import java.util.concurrent.CancellationException;

/** Why agents stop when a step fails. */
final class Failures {

    private static final int DEEPEST = 20;

    private Failures() {}

    static StopReason reason(Throwable failure) {
        if (RunStoppedException.in(failure) != null) {
            return StopReason.RUN;
        }
        if (ToolDeniedException.in(failure) != null) {
            return StopReason.DENIED;
        }
        Throwable each = failure;
        for (int depth = 0; each != null && depth < DEEPEST; depth++) {
            if (each instanceof BudgetExceededException) {
                return StopReason.BUDGET;
            }
            if (each instanceof CancellationException) {
                return StopReason.CANCELLED;
            }
            each = each.getCause();
        }
        return StopReason.FAILED;
    }
}
