package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.LedgerException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks up how full accounts are at most once in a while: for ledgers in a database, which calls would else
 * wait for one by one. A failure is remembered as long. Thread-safe.
 */
final class RememberedShares {

    /** How old what it says may be. */
    static final Duration OLDEST = Duration.ofSeconds(1);

    /** So many accounts are remembered, those that were asked about last. */
    static final int MOST = 1000;

    private final ToDoubleFunction<Claim> shares;
    private final Clock clock;
    private final Map<Account, Seen> seen = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Account, Seen> eldest) {
            return size() > MOST;
        }
    };

    private record Seen(Instant at, double share, @Nullable LedgerException failure) {

        double get() {
            if (failure != null) {
                throw failure;
            }
            return share;
        }
    }

    /** @param shares looks an account up */
    RememberedShares(ToDoubleFunction<Claim> shares, Clock clock) {
        this.shares = shares;
        this.clock = clock;
    }

    /**
     * The used share of the claim's account.
     *
     * @throws LedgerException when the ledger could not be read
     */
    double of(Claim claim) {
        Seen last = remembered(claim.account());
        return (last == null ? look(claim) : last).get();
    }

    private @Nullable Seen remembered(Account account) {
        synchronized (seen) {
            Seen last = seen.get(account);
            return last == null || isOld(last) ? null : last;
        }
    }

    /** Also when the clock was put back. */
    private boolean isOld(Seen last) {
        Duration age = Duration.between(last.at(), clock.instant());
        return age.isNegative() || age.compareTo(OLDEST) >= 0;
    }

    /** Without the lock: others go on with what is remembered of their accounts. */
    private Seen look(Claim claim) {
        Instant at = clock.instant();
        Seen now = seen(at, claim);
        synchronized (seen) {
            seen.put(claim.account(), now);
        }
        return now;
    }

    private Seen seen(Instant at, Claim claim) {
        try {
            return new Seen(at, shares.applyAsDouble(claim), null);
        } catch (LedgerException e) {
            return new Seen(at, Double.NaN, e);
        }
    }
}
