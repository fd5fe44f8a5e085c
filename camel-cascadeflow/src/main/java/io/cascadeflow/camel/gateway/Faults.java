package io.cascadeflow.camel.gateway;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.budget.BudgetKeyMissingException;
import io.cascadeflow.budget.BudgetUnit;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.camel.FieldException;
import io.cascadeflow.camel.gateway.Fault.Kind;
import io.cascadeflow.cascade.AnswerRejectedException;
import io.cascadeflow.cascade.Reason;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.policy.RunStoppedException;
import io.cascadeflow.provider.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What a failure means to a client. In words of our own: those of exceptions are for the operator, and tell of endpoints, limits
 * and other tenants.
 */
final class Faults {

    private static final Duration A_LITTLE_LATER = Duration.ofSeconds(1);

    private Faults() {}

    /** @param now tells how long a limit still holds */
    static Fault of(Throwable failure, Instant now) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof FaultException known) {
            return known.fault();
        }
        if (cause instanceof FieldException wrong) {
            return Fault.ofParameter(wrong.field(), String.valueOf(wrong.getMessage()));
        }
        if (RunStoppedException.in(cause) != null) {
            return Fault.of(
                    Kind.BUDGET_SPENT, "the run that this question belongs to has reached a limit; begin another");
        }
        BudgetExceededException spent = BudgetExceededException.in(cause);
        if (spent != null) {
            return budget(spent, now);
        }
        if (PolicyDeniedException.in(cause) != null) {
            return Fault.of(Kind.FORBIDDEN, "the operator's rules do not allow this question to be asked");
        }
        if (cause instanceof AnswerRejectedException rejected) {
            return rejected(rejected, now);
        }
        if (cause instanceof ProviderException provider) {
            return provider(provider);
        }
        return other(cause);
    }

    private static Fault other(Throwable cause) {
        if (cause instanceof BudgetKeyMissingException missing) {
            return Fault.of(
                    Kind.FORBIDDEN,
                    "this key has none of what budget '%s' is counted by; ask the operator for one that has"
                            .formatted(missing.budget()));
        }
        if (cause instanceof LedgerException) {
            return later(Kind.OVERLOADED, "the ledger cannot be reached, and nothing is asked without it");
        }
        if (cause instanceof RejectedExecutionException) {
            return later(Kind.OVERLOADED, "there is too much to do");
        }
        return Fault.of(Kind.INTERNAL, "something went wrong here; the log has it under this request's id");
    }

    /** Calls and tokens come back with time, and clients wait for that by themselves; money is for people to see to. */
    private static Fault budget(BudgetExceededException spent, Instant now) {
        Claim claim = spent.standing().claim();
        Duration wait = spent.retryAfter(now);
        if (spent.unit() != BudgetUnit.USD && wait != null) {
            String what = spent.unit() == BudgetUnit.CALLS ? "calls" : "tokens";
            String text = "limit '%s' has no %s left for this question; wait"
                    .formatted(claim.budget().name(), what);
            return new Fault(Kind.RATE_LIMITED, text, null, wait);
        }
        String until = claim.windowEnd() == null ? "" : " until %s".formatted(claim.windowEnd());
        return Fault.of(
                Kind.BUDGET_SPENT,
                "budget '%s' has too little left for this question%s; ask for fewer tokens, or for a higher limit"
                        .formatted(claim.budget().name(), until));
    }

    /** The last tier's failure is what kept the answer away; where tiers answered, none of it was good enough. */
    private static Fault rejected(AnswerRejectedException rejected, Instant now) {
        if (rejected.decision().reason().code() == Reason.Code.DEADLINE) {
            return Fault.of(Kind.DEADLINE, "the time for an answer was over before one was good enough");
        }
        if (rejected.decision().reason().code() == Reason.Code.FILTERED) {
            return Fault.of(Kind.INVALID_REQUEST, "a provider's content filter blocked the question or its answer");
        }
        List<ProviderException> failures = Arrays.stream(rejected.getSuppressed())
                .filter(ProviderException.class::isInstance)
                .map(ProviderException.class::cast)
                .toList();
        boolean allFailed = failures.size() == rejected.decision().attempts().size();
        if (!failures.isEmpty() && allFailed) {
            return provider(failures.get(failures.size() - 1));
        }
        Throwable last = last(rejected);
        return last instanceof FieldException
                ? of(last, now)
                : Fault.of(Kind.PROVIDER_FAILED, "none of the models gave an answer that was good enough");
    }

    private static @Nullable Throwable last(AnswerRejectedException rejected) {
        Throwable[] suppressed = rejected.getSuppressed();
        return suppressed.length == 0 ? null : suppressed[suppressed.length - 1];
    }

    private static Fault provider(ProviderException failure) {
        return switch (failure.kind()) {
            case AUTH, PERMISSION ->
                Fault.of(Kind.PROVIDER_KEY, "a provider refuses the gateway's own key; its operator has to mend that");
            case RATE_LIMITED ->
                new Fault(Kind.RATE_LIMITED, "a provider's rate limit is reached", null, retryAfter(failure));
            case OVERLOADED, BREAKER_OPEN ->
                new Fault(Kind.OVERLOADED, "a provider is overloaded or down", null, retryAfter(failure));
            case TIMEOUT -> Fault.of(Kind.DEADLINE, "a provider did not answer in time");
            case CONTEXT_TOO_LONG ->
                Fault.of(Kind.CONTEXT_TOO_LONG, "the question is longer than the model's context window");
            case TOO_LARGE -> Fault.of(Kind.TOO_LARGE, "the question is larger than the provider takes");
            case CONTENT_FILTERED ->
                Fault.of(Kind.INVALID_REQUEST, "a provider's content filter blocked the question or its answer");
            case BAD_REQUEST, UNSUPPORTED_PARAMETER -> refused(failure);
            case CONNECT,
                    DISCONNECTED,
                    DNS,
                    TLS,
                    QUOTA_EXHAUSTED,
                    SERVER,
                    NOT_FOUND,
                    TRUNCATED,
                    BAD_PAYLOAD,
                    CANCELLED -> Fault.of(Kind.PROVIDER_FAILED, "no model gave an answer");
        };
    }

    private static Fault refused(ProviderException failure) {
        String parameter = failure.parameter();
        return new Fault(
                Kind.INVALID_REQUEST,
                parameter == null
                        ? "the model's provider refuses the question as it is"
                        : "the model's provider refuses parameter '%s'".formatted(parameter),
                parameter,
                null);
    }

    private static Duration retryAfter(ProviderException failure) {
        Duration told = failure.retryAfter();
        return told == null ? A_LITTLE_LATER : told;
    }

    static Fault later(Kind kind, String message) {
        return new Fault(kind, message, null, A_LITTLE_LATER);
    }
}
