package io.cascadeflow.camel.failover;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.cascade.AnswerRejectedException;
import io.cascadeflow.policy.RunStoppedException;
import io.cascadeflow.provider.ContentFilter;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.resilience.FailureClass;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether another endpoint may answer what one did not. A pure function of the failure. */
final class Elsewhere {

    private Elsewhere() {}

    /**
     * What a content filter blocked is never asked elsewhere unless that is wanted; nor what a budget refused, or a run may not do. A failure that is
     * not a provider's, such as that of a sub-route, may be another endpoint's luck.
     */
    static boolean mayAnswer(Throwable failure, boolean onFilter) {
        if (failure instanceof InterruptedException
                || BudgetExceededException.in(failure) != null
                || RunStoppedException.in(failure) != null
                || AnswerRejectedException.tooDeep(failure) != null) {
            return false;
        }
        if (ContentFilter.blocked(failure)) {
            return onFilter;
        }
        List<ProviderException> errors = errorsIn(failure);
        return errors.isEmpty() || FailureClass.of(errors.get(0)).mayDifferElsewhere();
    }

    /** Causes first, then what was suppressed, as a nested cascade leaves it. */
    private static List<ProviderException> errorsIn(Throwable failure) {
        List<ProviderException> errors = new ArrayList<>();
        collect(failure, errors, new IdentityHashMap<>());
        return errors;
    }

    private static void collect(
            @Nullable Throwable failure, List<ProviderException> errors, Map<Throwable, Boolean> seen) {
        if (failure == null || seen.put(failure, true) != null) {
            return;
        }
        if (failure instanceof ProviderException error) {
            errors.add(error);
        }
        collect(failure.getCause(), errors, seen);
        for (Throwable suppressed : failure.getSuppressed()) {
            collect(suppressed, errors, seen);
        }
    }
}
