package io.cascadeflow.camel.draft;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.Metered;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a draft cost with all that was done for it.
 *
 * @param cost everything together
 * @param charge what the answering call was charged, else another one; absent when nothing cost anything
 * @param estimated whether a part of it rests on an estimate
 * @param usage what the calls consumed that ended with a reply which told it; absent when none did
 * @param standings how the accounts stand after all of it
 */
public record Bill(
        Usd cost,
        @Nullable Charge charge,
        boolean estimated,
        @Nullable TokenUsage usage,
        List<Standing> standings) {

    public Bill {
        standings = List.copyOf(standings);
    }

    /** The first call's reckoning, with those of the others on top. */
    public static Bill of(List<Metered> calls) {
        Metered first = calls.get(0);
        Bill bill = new Bill(first.cost(), first.charge(), first.estimated(), usage(first.reply()), first.standings());
        for (Metered other : calls.subList(1, calls.size())) {
            bill = bill.plus(other);
        }
        return bill;
    }

    /** With a call that went to the same accounts. */
    private Bill plus(Metered other) {
        TokenUsage further = usage(other.reply());
        Amount came = new Amount(
                other.cost(),
                other.charge() == null ? 0 : 1,
                further == null ? 0 : further.totalInput() + further.output());
        return new Bill(
                cost.plus(other.cost()),
                charge == null ? other.charge() : charge,
                estimated || other.estimated(),
                sum(usage, further),
                after(came));
    }

    /** With what calls of others cost, which went to the same accounts. */
    public Bill plus(Usd foreign) {
        return new Bill(cost.plus(foreign), charge, estimated, usage, after(Amount.of(foreign)));
    }

    /** The standings tell what the first call found: what came after it is added. */
    private List<Standing> after(Amount came) {
        return standings.stream()
                .map(standing -> standing.settled(Amount.ZERO, came))
                .toList();
    }

    private static @Nullable TokenUsage usage(@Nullable ChatReply reply) {
        return reply == null ? null : reply.usage();
    }

    private static @Nullable TokenUsage sum(@Nullable TokenUsage one, @Nullable TokenUsage other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.plus(other);
    }
}
