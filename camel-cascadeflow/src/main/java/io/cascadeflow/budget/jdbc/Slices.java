package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.jdbc.Demands.Demand;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The slices of a node, and which it would like. Guarded by the lock of its {@link LeaseBook}. */
final class Slices {

    private final Clock clock;
    private final LeaseTerms terms;
    private final Map<Account, Lease> leases = new HashMap<>();
    private final Demands demands;
    private @Nullable Instant trustedFrom;

    Slices(Clock clock, LeaseTerms terms) {
        this.clock = clock;
        this.terms = terms;
        this.demands = new Demands(terms.idle());
    }

    /** A slice for each account of the call, with what the call may take spoken for; or none at all. */
    Optional<List<Lease>> take(HoldRequest request, Instant now) {
        List<Lease> fitting = fitting(request, now);
        if (fitting.size() < request.claims().size()) {
            return Optional.empty();
        }
        for (int i = 0; i < fitting.size(); i++) {
            Lease lease = fitting.get(i);
            lease.take(request.worstCase());
            if (lease.isHalfEmpty()) {
                demands.runsLow(request.claims().get(i), request.worstCase(), now);
            }
        }
        return Optional.of(fitting);
    }

    private List<Lease> fitting(HoldRequest request, Instant now) {
        List<Lease> fitting = new ArrayList<>(request.claims().size());
        boolean trusted = request.claims().isEmpty() || isTrusted(now);
        for (Claim claim : request.claims()) {
            Lease lease = leases.get(claim.account());
            if (trusted
                    && lease != null
                    && lease.ceiling.isWithin(claim.ceiling())
                    && lease.fits(request.worstCase())) {
                fitting.add(lease);
            } else {
                demands.missed(claim, request.worstCase(), lease != null, now);
            }
        }
        return fitting;
    }

    /** Whether a call that did not fit may fit once the slices are taken that are asked for. */
    boolean mayFitSoon(HoldRequest request) {
        Amount wanted = request.worstCase();
        return request.claims().stream().allMatch(claim -> {
            Lease lease = leases.get(claim.account());
            return demands.isCertain(claim.account()) || (lease != null && lease.fits(wanted));
        });
    }

    /** For half of their lifetime, counted from before they were renewed; not by a clock that has gone back since. */
    private boolean isTrusted(Instant now) {
        return trustedFrom != null
                && !now.isBefore(trustedFrom)
                && now.isBefore(trustedFrom.plus(terms.lifetime().dividedBy(2)));
    }

    /** The slices are renewed as of this instant. */
    Instant trust(Instant from) {
        trustedFrom = from;
        return from;
    }

    boolean needRenewal() {
        Instant now = clock.instant();
        return trustedFrom == null
                || now.isBefore(trustedFrom)
                || !now.isBefore(trustedFrom.plus(terms.lifetime().dividedBy(6)));
    }

    boolean hasDemands() {
        return demands.isReady();
    }

    List<Demand> takeDemands() {
        return demands.take();
    }

    Optional<Lease> find(Account account) {
        return Optional.ofNullable(leases.get(account));
    }

    /** How much to add to a slice when so much is used and so much is left on its account. */
    static Amount refill(Lease lease, Demand demand, Amount used, Amount room) {
        lease.seen(used);
        lease.typical = lease.typical.max(demand.typical());
        return lease.refill(room, demand.calls());
    }

    Lease filled(Lease lease, Amount more, Demand demand) {
        lease.filled(more, demand.claim().ceiling(), demand.calls(), clock.instant());
        leases.put(lease.account.account(), lease);
        return lease;
    }

    /** Takes no slice of an account for a while: too little is left, or another node needs it. */
    Account rest(Account account) {
        demands.rest(account, clock.instant(), terms.idle());
        return account;
    }

    /** What slices have had too much of for a while; from now on it is spoken for. */
    Map<Lease, Amount> reserveIdle() {
        Instant now = clock.instant();
        Map<Lease, Amount> reserved = new HashMap<>();
        for (Lease lease : leases.values()) {
            if (!now.isBefore(lease.lookedAt.plus(terms.idle()))) {
                Amount surplus = lease.surplus(now);
                if (!surplus.equals(Amount.ZERO) || lease.isEmpty()) {
                    lease.out = lease.out.plus(surplus);
                    reserved.put(lease, surplus);
                }
            }
        }
        return reserved;
    }

    /** What is free of the slices of some accounts; from now on it is spoken for. */
    Map<Lease, Amount> reserve(Collection<Account> accounts) {
        return reserve(accounts.stream()
                .distinct()
                .map(leases::get)
                .filter(lease -> lease != null && !lease.free().equals(Amount.ZERO))
                .toList());
    }

    Map<Lease, Amount> reserveAll() {
        return reserve(List.copyOf(leases.values()));
    }

    private static Map<Lease, Amount> reserve(List<Lease> some) {
        Map<Lease, Amount> reserved = new HashMap<>();
        for (Lease lease : some) {
            Amount free = lease.free();
            lease.out = lease.out.plus(free);
            reserved.put(lease, free);
        }
        return reserved;
    }

    /** What was reserved is back in the database; slices of which nothing remains are forgotten. */
    boolean returned(Map<Lease, Amount> amounts) {
        amounts.forEach(Lease::left);
        return leases.values().removeIf(lease -> lease.granted.equals(Amount.ZERO));
    }

    /** The accounts of which there are slices. */
    List<StoredAccount> accounts() {
        return leases.values().stream().map(lease -> lease.account).toList();
    }

    Amount freeOf(Account account) {
        Lease lease = leases.get(account);
        return lease == null ? Amount.ZERO : lease.free();
    }

    boolean hasAny(List<Account> accounts) {
        return accounts.stream().anyMatch(leases::containsKey);
    }

    int size() {
        return leases.size();
    }

    void lose() {
        leases.clear();
        trustedFrom = null;
    }
}
