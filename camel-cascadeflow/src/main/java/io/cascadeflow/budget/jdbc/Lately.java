package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Accounts about which something was found out less than a second ago. Some thousands; safe to share between threads. */
final class Lately {

    private static final int MOST = 10_000;
    private static final Duration MEMORY = Duration.ofSeconds(1);

    private final Map<Account, Instant> accounts = new ConcurrentHashMap<>();

    void note(Account account, Instant now) {
        if (accounts.size() >= MOST) {
            accounts.clear();
        }
        accounts.put(account, now);
    }

    boolean is(Account account, Instant now) {
        Instant at = accounts.get(account);
        return at != null && !now.isBefore(at) && now.isBefore(at.plus(MEMORY));
    }

    boolean isAnyOf(List<Claim> claims, Instant now) {
        return claims.stream().anyMatch(claim -> is(claim.account(), now));
    }
}
