package io.cascadeflow.examples.heavyload;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.camel.Traces;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Reason.Code;
import io.cascadeflow.cascade.Skipped;
import io.cascadeflow.cascade.TierResult;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** In a few words, of which there is a closed set, so that they can be counted. */
final class Why {

    private static final String BY = " left out by ";

    private Why() {}

    /** Why the tier that should have answered did not; empty for an answer that is not degraded. */
    static String degraded(Exchange answered) {
        Decision decision = decision(answered);
        for (Skipped skipped : decision.skipped()) {
            if (skipped.reason().code() == Code.POLICY) {
                String text = skipped.reason().text();
                return text.substring(text.indexOf(BY) + BY.length());
            }
        }
        for (Attempt attempt : decision.attempts()) {
            if (attempt.result() instanceof TierResult.Failed failed) {
                String budget = budget(failed.failure());
                return budget == null ? "tier " + attempt.tier().name() + " failed" : budget;
            }
        }
        return decision.reason().code().name();
    }

    static String putAside(Exchange failed) {
        Throwable failure = failed.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String budget = budget(failure);
        if (budget != null) {
            return budget;
        }
        List<Decision> trace = Traces.of(failed);
        return trace.isEmpty()
                ? failure.getClass().getSimpleName()
                : trace.get(trace.size() - 1).reason().code().name();
    }

    private static Decision decision(Exchange exchange) {
        List<Decision> trace = Traces.of(exchange);
        return trace.get(trace.size() - 1);
    }

    private static @Nullable String budget(@Nullable Throwable failure) {
        BudgetExceededException spent = BudgetExceededException.in(failure);
        return spent == null
                ? null
                : "budget '%s'".formatted(spent.standing().claim().budget().name());
    }
}
