package io.cascadeflow.budget;

import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account that a call goes to, with the budget as it stands at that moment: a changed limit applies from the next call.
 *
 * @param budget the budget
 * @param account its account for this call
 * @param windowEnd when the account's window ends; absent when no time ends it at once
 */
public record Claim(
        Budget budget, Account account, @Nullable Instant windowEnd) {

    private static final long COUNTABLE = Long.MAX_VALUE / 4;
    private static final Amount ALL = new Amount(new Usd(COUNTABLE), COUNTABLE, COUNTABLE);

    /** The most that may be settled and held on the account; where no limit is applied, all that a ledger can count. */
    public Amount ceiling() {
        if (!budget.isEnforced()) {
            return ALL;
        }
        return new Amount(budget.limit(), orAll(budget.maxCalls()), orAll(budget.maxTokens()));
    }

    private static long orAll(@Nullable Long limit) {
        return limit == null ? COUNTABLE : limit;
    }
}
