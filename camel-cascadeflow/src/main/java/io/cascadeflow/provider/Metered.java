package io.cascadeflow.provider;

import io.cascadeflow.budget.Standing;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.pricing.Charge;
import io.cascadeflow.pricing.Usd;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended, and what it cost, whatever came of it.
 *
 * @param reply the answer; absent when the call failed
 * @param failure why there is no answer; absent when there is one
 * @param cost what all attempts of the call cost together
 * @param charge what the last attempt that cost anything was charged; absent when none did
 * @param estimated whether a part of the cost rests on an estimate, because the provider told no usage
 * @param standings how the accounts stand to which the call went, after it
 */
public record Metered(
        @Nullable ChatReply reply,
        @Nullable Throwable failure,
        Usd cost,
        @Nullable Charge charge,
        boolean estimated,
        List<Standing> standings) {

    public Metered {
        standings = List.copyOf(standings);
    }

    /** A call that never began. */
    public static Metered unmade(Throwable failure) {
        return new Metered(null, failure, Usd.ZERO, null, false, List.of());
    }

    static Metered of(@Nullable ChatReply reply, @Nullable Throwable failure, Spent spent) {
        return new Metered(reply, failure, spent.cost(), spent.charge(), spent.estimated(), spent.standings());
    }

    /** The same with another reply, such as one whose usage was estimated. */
    public Metered withReply(ChatReply other) {
        return new Metered(other, failure, cost, charge, estimated, standings);
    }
}
