package io.cascadeflow.budget.report;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger: how one call ended. A call has one line, or two when it was settled after its hold had expired.
 *
 * @param number tells it from all other lines of the ledger
 * @param at when it was posted
 * @param status how the hold ended
 * @param key the key of the hold
 * @param owner the node that made the call
 * @param call which call
 * @param facts what is known about the call, by name: tenant, user, ...; a fact that is not known is left away
 * @param settlement what it cost; absent when nothing was settled
 * @param accounts the accounts that it went to; empty when no budget applied
 */
public record SpendLine(
        long number,
        Instant at,
        HoldStatus status,
        String key,
        String owner,
        CallRef call,
        Map<String, String> facts,
        @Nullable Settlement settlement,
        List<Account> accounts) {

    public SpendLine {
        facts = Map.copyOf(facts);
        accounts = List.copyOf(accounts);
    }

    /** What it cost; zero when nothing was settled. */
    public Usd amount() {
        return settlement == null ? Usd.ZERO : settlement.amount();
    }

    /** The model whose price was taken, or when nothing was settled, the one asked. */
    public ModelId model() {
        return settlement == null ? call.model() : settlement.model();
    }

    /** The value of a fact; empty when it is not known. */
    public String fact(String name) {
        return facts.getOrDefault(name, "");
    }
}
