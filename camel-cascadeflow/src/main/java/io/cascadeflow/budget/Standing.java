package io.cascadeflow.budget;

import io.cascadeflow.pricing.Usd;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an account stands against its budget.
 *
 * @param claim the account and its budget
 * @param balance what stands on it
 */
public record Standing(Claim claim, Balance balance) {

    /** How the account stands once a hold that it has is replaced by what the call came to. */
    public Standing settled(Amount held, Amount came) {
        Usd over = came.usd().minus(held.usd());
        Usd overrun = balance.overrun().plus(over.compareTo(Usd.ZERO) > 0 ? over : Usd.ZERO);
        return new Standing(
                claim,
                new Balance(
                        balance.settled().plus(came), balance.held().minus(held).max(Amount.ZERO), overrun));
    }

    /** The money that may still be held; zero when the limit is reached or passed. */
    public Usd left() {
        return new Usd(left(BudgetUnit.USD).orElse(0L));
    }

    /** How much of a unit may still be held, zero or more, money in nano-dollars; empty when the budget does not limit it. */
    public Optional<Long> left(BudgetUnit unit) {
        Long limit = limit(unit);
        return limit == null ? Optional.empty() : Optional.of(Math.max(0, limit - of(balance.used(), unit)));
    }

    /** The first unit of which not enough is left; empty when the call fits. A unit of which it takes nothing always fits. */
    public Optional<BudgetUnit> shortOf(Amount wanted) {
        Amount used = balance.used();
        Amount ceiling = claim.ceiling();
        for (BudgetUnit unit : BudgetUnit.values()) {
            long more = of(wanted, unit);
            if (more > 0 && of(used, unit) > of(ceiling, unit) - more) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    /** The used part of the limit that is nearest, 0 and more, also above 1; infinite where nothing is allowed. */
    public double usedShare() {
        double share = 0;
        for (BudgetUnit unit : BudgetUnit.values()) {
            Long limit = limit(unit);
            if (limit != null) {
                double used = of(balance.used(), unit);
                share = Math.max(share, limit == 0 ? Double.POSITIVE_INFINITY : used / limit);
            }
        }
        return share;
    }

    /** Whether the share of a limit from which to warn is used, in any unit. */
    public boolean isWarning() {
        for (BudgetUnit unit : BudgetUnit.values()) {
            Long limit = limit(unit);
            if (limit != null && of(balance.used(), unit) >= claim.budget().warnAt() * limit) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Long limit(BudgetUnit unit) {
        Budget budget = claim.budget();
        return switch (unit) {
            case USD -> (Long) budget.limit().nanos();
            case CALLS -> budget.maxCalls();
            case TOKENS -> budget.maxTokens();
        };
    }

    private static long of(Amount amount, BudgetUnit unit) {
        return switch (unit) {
            case USD -> amount.usd().nanos();
            case CALLS -> amount.calls();
            case TOKENS -> amount.tokens();
        };
    }
}
