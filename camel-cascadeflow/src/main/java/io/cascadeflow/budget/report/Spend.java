package io.cascadeflow.budget.report;

import static io.cascadeflow.budget.HoldStatus.EXPIRED;
import static io.cascadeflow.budget.HoldStatus.RELEASED;
import static io.cascadeflow.pricing.Usd.ZERO;

import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Usd;
import java.util.OptionalDouble;

/**
 * What some calls cost together. Sums of money are exact.
 *
 * @param calls calls that were settled, in time or late
 * @param released holds that were given back: the call was not made, or cost nothing
 * @param expired holds that nobody settled in time; a call that is settled late is among them and among {@code calls}
 * @param tokens what the calls consumed; estimated when any was
 * @param amount what was settled
 * @param estimated the part of {@code amount} that rests on an estimate of the tokens
 * @param drafts the part of {@code amount} that went to calls in the role {@code draft}
 */
public record Spend(long calls, long released, long expired, TokenUsage tokens, Usd amount, Usd estimated, Usd drafts) {

    public static final Spend NONE = new Spend(0, 0, 0, TokenUsage.of(0, 0), ZERO, ZERO, ZERO);

    /** What one line adds. */
    static Spend of(LedgerEntry entry) {
        HoldStatus status = entry.posting().status();
        Settlement settlement = entry.posting().settlement();
        if (settlement == null) {
            return new Spend(0, status == RELEASED ? 1 : 0, status == EXPIRED ? 1 : 0, NONE.tokens, ZERO, ZERO, ZERO);
        }
        Usd amount = settlement.amount();
        boolean isDraft = SpendKey.ROLE.valueOf(entry, null).equals(SpendRole.DRAFT);
        Usd estimated = settlement.usage().estimated() ? amount : ZERO;
        return new Spend(1, 0, 0, settlement.usage(), amount, estimated, isDraft ? amount : ZERO);
    }

    public Spend plus(Spend other) {
        return new Spend(
                calls + other.calls,
                released + other.released,
                expired + other.expired,
                tokens.plus(other.tokens),
                amount.plus(other.amount),
                estimated.plus(other.estimated),
                drafts.plus(other.drafts));
    }

    /** The part of the money that rests on an estimate, 0 to 1; empty when nothing was spent. */
    public OptionalDouble estimatedShare() {
        return share(estimated);
    }

    /** The part of the money that went to drafts, 0 to 1; empty when nothing was spent. */
    public OptionalDouble draftShare() {
        return share(drafts);
    }

    private OptionalDouble share(Usd part) {
        return amount.nanos() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part.nanos() / amount.nanos());
    }
}
