package io.cascadeflow.cascade;

import java.io.Serial;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cascade gave no answer: no tier's answer was acceptable, or every tier failed. The failures of the tiers are
 * suppressed exceptions and not causes, so that a route's {@code onException} for a tier's failure is not triggered by
 * accident, and its redelivery does not pay for the whole cascade again.
 */
public final class AnswerRejectedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int DEEPEST = 20;

    private final transient Decision decision;

    public AnswerRejectedException(Decision decision) {
        super(describe(decision));
        this.decision = decision;
        for (Attempt attempt : decision.attempts()) {
            if (attempt.result() instanceof TierResult.Failed failed) {
                addSuppressed(failed.failure());
            }
        }
    }

    /** What was tried, what it cost, and why none of it was good enough. */
    public Decision decision() {
        return decision;
    }

    /** Why cascades ended that were nested too deep, when that is the failure, or a cause of it; absent for any other. */
    public static @Nullable Reason tooDeep(@Nullable Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .filter(AnswerRejectedException.class::isInstance)
                .map(cause -> ((AnswerRejectedException) cause).decision.reason())
                .filter(reason -> reason.code() == Reason.Code.NESTED)
                .findFirst()
                .orElse(null);
    }

    private static String describe(Decision decision) {
        if (decision.reason().code() == Reason.Code.NESTED) {
            return "cascade '%s' %s: %s"
                    .formatted(
                            decision.cascade(),
                            decision.outcome(),
                            decision.reason().text());
        }
        List<Attempt> attempts = decision.attempts();
        if (attempts.isEmpty()) {
            return "cascade '%s' %s and asked no tier: %s. Give it more time"
                    .formatted(
                            decision.cascade(),
                            decision.outcome(),
                            decision.reason().text());
        }
        return "cascade '%s' %s after %d of its tiers for %s USD: %s. Add a stronger last tier, lower acceptAbove, or set whenExhausted=degrade"
                .formatted(
                        decision.cascade(),
                        decision.outcome(),
                        attempts.size(),
                        decision.totalCost(),
                        attempts.stream()
                                .map(attempt -> attempt.reason().text())
                                .collect(Collectors.joining("; ")));
    }
}
