package io.cascadeflow.budget;

import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A call may take more than a budget has left. Thrown before the call, so nothing has been spent on it. */
public final class BudgetExceededException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int DEEPEST = 10;

    private final transient Standing standing;
    private final BudgetUnit unit;
    private final boolean fitsLater;

    /**
     * A call that a ledger has refused.
     *
     * @param wanted the worst case of the call
     */
    public BudgetExceededException(HoldResult.Refused refused, Amount wanted) {
        super(describe(refused.standing(), refused.unit(), wanted));
        this.standing = refused.standing();
        this.unit = refused.unit();
        this.fitsLater = new Standing(refused.standing().claim(), Balance.ZERO)
                .shortOf(wanted)
                .isEmpty();
    }

    /** The account that the call does not fit. */
    public Standing standing() {
        return standing;
    }

    /** Of what too little is left. */
    public BudgetUnit unit() {
        return unit;
    }

    /**
     * When it makes sense to ask again, from now: at the end of the window, or when the next slice of a rolling one leaves it.
     * Absent when waiting does not help: the window ends with a run or never, or the call is too large for an empty one.
     */
    public @Nullable Duration retryAfter(Instant now) {
        Claim claim = standing.claim();
        if (!fitsLater) {
            return null;
        }
        if (claim.windowEnd() != null) {
            Duration left = Duration.between(now, claim.windowEnd());
            return left.isNegative() ? Duration.ZERO : left;
        }
        return claim.budget().window() instanceof RollingWindow window ? window.untilNextSlice(now) : null;
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

    private static String describe(Standing standing, BudgetUnit unit, Amount wanted) {
        Claim claim = standing.claim();
        Budget budget = claim.budget();
        String whose = budget.key().name().isEmpty()
                ? ""
                : " of %s '%s'".formatted(budget.key().name(), claim.account().key());
        return "budget '%s'%s has %s. %s, or %s"
                .formatted(budget.name(), whose, whatIsLeft(standing, unit, wanted), reset(claim), wayOut(unit));
    }

    private static String whatIsLeft(Standing standing, BudgetUnit unit, Amount wanted) {
        Budget budget = standing.claim().budget();
        long left = standing.left(unit).orElse(0L);
        return switch (unit) {
            case USD ->
                "%s of %s USD left, and the call may cost %s".formatted(standing.left(), budget.limit(), wanted.usd());
            case CALLS -> "%d of %d calls left".formatted(left, budget.maxCalls());
            case TOKENS ->
                "%d of %d tokens left, and the call may take %d".formatted(left, budget.maxTokens(), wanted.tokens());
        };
    }

    private static String reset(Claim claim) {
        if (claim.windowEnd() != null) {
            return "Wait until %s, when the window ends".formatted(claim.windowEnd());
        }
        return claim.budget().window() instanceof RollingWindow window
                ? "Wait: what was spent leaves the window after %s".formatted(window.length())
                : "Window %s has no fixed end: wait for calls on their way, if any"
                        .formatted(claim.account().window());
    }

    private static String wayOut(BudgetUnit unit) {
        return switch (unit) {
            case USD -> "raise the limit, lower the call's maxTokens, or ask a cheaper model";
            case CALLS -> "raise the budget's maxCalls";
            case TOKENS -> "raise the budget's maxTokens, or lower the call's";
        };
    }
}
