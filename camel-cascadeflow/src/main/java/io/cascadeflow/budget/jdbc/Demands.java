package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which accounts calls would like a slice of. Guarded by the lock of its {@link LeaseBook}. */
final class Demands {

    private static final int MOST = 10_000;
    private static final Duration REST = Duration.ofMillis(100);

    private final Duration memory;
    private final Map<Account, Demand> demands = new HashMap<>();
    private final Map<Account, Instant> rests = new HashMap<>();
    private int ready;

    /**
     * A slice that is asked for.
     *
     * @param claim the account, and the limits within which to take it
     * @param typical the greatest call, unit by unit
     * @param calls how many asked for it in vain
     * @param since when it was last asked for
     * @param certain whether more calls are sure to come: there has been more than one
     */
    record Demand(Claim claim, Amount typical, int calls, Instant since, boolean certain) {}

    Demands(Duration memory) {
        this.memory = memory;
    }

    /** A call found no slice that fits. The first of an account is not enough: many accounts see no other. */
    void missed(Claim claim, Amount wanted, boolean certain, Instant now) {
        Demand before = demands.get(claim.account());
        boolean again = before != null && !before.since().plus(memory).isBefore(now);
        put(before, new Demand(claim, wanted, 1, now, certain || again), now);
    }

    /** A slice runs low. */
    void runsLow(Claim claim, Amount wanted, Instant now) {
        put(demands.get(claim.account()), new Demand(claim, wanted, 0, now, true), now);
    }

    private void put(@Nullable Demand before, Demand demand, Instant now) {
        Account account = demand.claim().account();
        if (now.isBefore(rests.getOrDefault(account, Instant.MIN))) {
            return;
        }
        if (demands.size() >= MOST) {
            demands.clear();
            ready = 0;
        }
        boolean wasCertain = isCertain(account);
        demands.put(account, before == null ? demand : merged(before, demand));
        ready += isCertain(account) && !wasCertain ? 1 : 0;
    }

    /** The lower of two limits: what is taken within it is good for calls of either. */
    private static Demand merged(Demand before, Demand demand) {
        boolean lower = before.claim().ceiling().isWithin(demand.claim().ceiling());
        return new Demand(
                lower ? before.claim() : demand.claim(),
                before.typical().max(demand.typical()),
                before.calls() + demand.calls(),
                demand.since(),
                before.certain() || demand.certain());
    }

    /** Whether a slice of this account is going to be taken soon. */
    boolean isCertain(Account account) {
        Demand demand = demands.get(account);
        return demand != null && demand.certain();
    }

    boolean isReady() {
        return ready > 0;
    }

    /** What is to be taken now. */
    List<Demand> take() {
        List<Demand> certain = new ArrayList<>();
        if (ready > 0) {
            demands.values().stream().filter(Demand::certain).forEach(certain::add);
            certain.forEach(demand -> demands.remove(demand.claim().account()));
            ready = 0;
        }
        return certain;
    }

    /** Takes nothing of this account for a while: too little is left, or another node needs it. */
    void rest(Account account, Instant now, Duration atLeast) {
        if (rests.size() >= MOST) {
            rests.clear();
        }
        rests.put(account, now.plus(atLeast.compareTo(REST) > 0 ? atLeast : REST));
        Demand dropped = demands.remove(account);
        ready -= dropped != null && dropped.certain() ? 1 : 0;
    }
}
