package io.cascadeflow.budget;

import io.cascadeflow.pricing.Usd;
import java.io.Serial;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A call may cost more than a budget has left. Thrown before the call, so nothing has been spent on it. */
public final class BudgetExceededException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int DEEPEST = 10;

    private final transient Standing standing;

    public BudgetExceededException(Standing standing, Usd wanted) {
        super(describe(standing, wanted));
        this.standing = standing;
    }

    /** The account that the call does not fit. */
    public Standing standing() {
        return standing;
    }

    /** The refusal that is the failure, or a cause of it; absent when there is none. */
    public static @Nullable BudgetExceededException in(@Nullable Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .filter(BudgetExceededException.class::isInstance)
                .map(BudgetExceededException.class::cast)
                .findFirst()
                .orElse(null);
    }

    private static String describe(Standing standing, Usd wanted) {
        Claim claim = standing.claim();
        Budget budget = claim.budget();
        String whose = budget.key().name().isEmpty()
                ? ""
                : " of %s '%s'".formatted(budget.key().name(), claim.account().key());
        return "budget '%s'%s has %s of %s USD left, and the call may cost %s. %s"
                .formatted(budget.name(), whose, standing.left(), budget.limit(), wanted, wayOut(claim));
    }

    private static String wayOut(Claim claim) {
        String cheaper = "raise the limit, lower maxTokens, or ask a cheaper model";
        return claim.windowEnd() == null
                ? "Window %s has no fixed end: %s".formatted(claim.account().window(), cheaper)
                : "Wait until %s, when the window ends, or %s".formatted(claim.windowEnd(), cheaper);
    }
}
