package io.cascadeflow.budget;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in the memory of one process: for tests, and for one node that may forget at a restart. It waits for nothing but
 * its own lock, which is held for a microsecond. Its size is bounded by {@link MemoryCapacity}.
 */
public final class MemoryLedger implements BudgetLedger {

    private final Clock clock;
    private final MemoryCapacity capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Account, MemoryAccount> accounts = new HashMap<>();
    private final Map<String, MemoryHold> live = new HashMap<>();
    private final TreeSet<MemoryHold> byExpiry = new TreeSet<>();
    private final LinkedHashMap<String, MemoryHold> finished = new LinkedHashMap<>();
    private final Deque<LedgerEntry> entries = new ArrayDeque<>();
    private final SafetyFactors factors = new SafetyFactors();
    private long number;
    private boolean closed;
    private Instant lookedAt = Instant.EPOCH;

    public MemoryLedger(Clock clock) {
        this(clock, MemoryCapacity.DEFAULT);
    }

    public MemoryLedger(Clock clock, MemoryCapacity capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    @Override
    public CompletionStage<HoldResult> hold(HoldRequest request) {
        return staged(() -> {
            requireOpen();
            Instant now = clock.instant();
            expireDue(now);
            MemoryHold before = find(request.key());
            if (before != null) {
                return new HoldResult.Repeated(before.status);
            }
            for (Claim claim : request.claims()) {
                if (!hasRoom(request, claim, now)) {
                    return refused(new Standing(claim, balance(claim, now)), request);
                }
            }
            grant(request, now);
            return new HoldResult.Granted(request.claims().stream()
                    .map(claim -> new Standing(claim, balance(claim, now)))
                    .toList());
        });
    }

    @Override
    public CompletionStage<Effect> settle(String key, Settlement settlement) {
        return staged(() -> {
            MemoryHold hold = find(key);
            if (hold != null && hold.status == HoldStatus.EXPIRED) {
                post(hold, new Posting(HoldStatus.LATE, Amount.ZERO, settlement), clock.instant());
                return Effect.POSTED;
            }
            return end(hold, HoldStatus.SETTLED, settlement);
        });
    }

    @Override
    public CompletionStage<Effect> release(String key) {
        return staged(() -> end(find(key), HoldStatus.RELEASED, null));
    }

    @Override
    public int expire() {
        return locked(() -> expireDue(clock.instant()));
    }

    @Override
    public Balance balance(Claim claim) {
        return locked(() -> {
            Instant now = clock.instant();
            expireDue(now);
            return balance(claim, now);
        });
    }

    @Override
    public List<LedgerEntry> entries(Account account, long after, int most) {
        return lines(entry -> entry.sequence() > after && entry.accounts().contains(account), most);
    }

    @Override
    public List<LedgerEntry> entries(Instant from, Instant to, long after, int most) {
        return lines(
                entry -> entry.sequence() > after
                        && !entry.at().isBefore(from)
                        && entry.at().isBefore(to),
                most);
    }

    @Override
    public SafetyFactors factors() {
        return factors;
    }

    @Override
    public int forget(Duration age) {
        Instant before = LedgerAge.before(clock.instant(), age);
        return locked(() -> {
            int size = entries.size() + accounts.size();
            entries.removeIf(entry -> entry.at().isBefore(before));
            accounts.values().removeIf(account -> account.isForgettable(clock.instant(), age));
            return size - entries.size() - accounts.size();
        });
    }

    @Override
    public LedgerHealth health() {
        return locked(() -> new LedgerHealth(live.size(), 0, 0, !closed));
    }

    @Override
    public void close() {
        locked(() -> closed = true);
    }

    private List<LedgerEntry> lines(Predicate<LedgerEntry> which, int most) {
        return locked(() -> entries.stream().filter(which).limit(most).toList());
    }

    /** The unit is known: the account was looked at under the lock. */
    private static HoldResult refused(Standing standing, HoldRequest request) {
        return new HoldResult.Refused(
                standing, standing.shortOf(request.worstCase()).orElseThrow());
    }

    private boolean hasRoom(HoldRequest request, Claim claim, Instant now) {
        MemoryAccount account = accounts.get(claim.account());
        return account == null ? Amount.ZERO.isWithin(request.room(claim)) : account.hasRoom(request.room(claim), now);
    }

    private Balance balance(Claim claim, Instant now) {
        MemoryAccount account = accounts.get(claim.account());
        return account == null ? Balance.ZERO : account.balance(now);
    }

    private void grant(HoldRequest request, Instant now) {
        if (accounts.size() + request.claims().size() > capacity.accounts()) {
            makeRoomFor(request, now);
        }
        for (Claim claim : request.claims()) {
            account(claim, now).hold(request.worstCase(), now);
        }
        MemoryHold hold = new MemoryHold(request, now, ++number);
        live.put(request.key(), hold);
        byExpiry.add(hold);
    }

    private void makeRoomFor(HoldRequest request, Instant now) {
        Set<Account> needed = request.claims().stream().map(Claim::account).collect(Collectors.toSet());
        long fresh = needed.stream()
                .filter(account -> !accounts.containsKey(account))
                .count();
        if (fresh > 0 && accounts.size() + fresh > capacity.accounts()) {
            forget(needed, now);
        }
        if (fresh > 0 && accounts.size() + fresh > capacity.accounts()) {
            throw new LedgerException(
                    "the ledger in memory has no room for more than %d accounts: raise that, or use a database"
                            .formatted(capacity.accounts()));
        }
    }

    /** Looks at all accounts, so not more often than once a second. */
    private void forget(Set<Account> needed, Instant now) {
        if (now.isBefore(lookedAt) || !now.isBefore(lookedAt.plusSeconds(1))) {
            lookedAt = now;
            accounts.entrySet()
                    .removeIf(entry -> !needed.contains(entry.getKey())
                            && entry.getValue().isForgettable(now, capacity.keepEnded()));
        }
    }

    private MemoryAccount account(Claim claim, Instant now) {
        return accounts.computeIfAbsent(claim.account(), account -> new MemoryAccount(claim, now));
    }

    private @Nullable MemoryHold find(String key) {
        MemoryHold hold = live.get(key);
        return hold == null ? finished.get(key) : hold;
    }

    private int expireDue(Instant now) {
        int count = 0;
        while (!byExpiry.isEmpty() && !byExpiry.first().request.expiresAt().isAfter(now)) {
            end(byExpiry.first(), HoldStatus.EXPIRED, null);
            count++;
        }
        return count;
    }

    private Effect end(@Nullable MemoryHold hold, HoldStatus status, @Nullable Settlement settlement) {
        if (hold == null) {
            return Effect.UNKNOWN;
        }
        if (hold.status != HoldStatus.HELD) {
            return Effect.NONE;
        }
        live.remove(hold.request.key());
        byExpiry.remove(hold);
        finished.put(hold.request.key(), hold);
        if (finished.size() > capacity.finishedCalls()) {
            finished.remove(finished.keySet().iterator().next());
        }
        post(hold, new Posting(status, hold.request.worstCase(), settlement), clock.instant());
        return Effect.POSTED;
    }

    private void post(MemoryHold hold, Posting posting, Instant now) {
        hold.status = posting.status();
        Instant spentAt = now.isBefore(hold.heldAt) ? hold.heldAt : now;
        HoldRequest request = hold.request;
        List<Account> accounts = new ArrayList<>(request.claims().size());
        for (Claim claim : request.claims()) {
            account(claim, now).post(posting, spentAt);
            accounts.add(claim.account());
        }
        entries.add(new LedgerEntry(++number, now, request.key(), request.owner(), request.call(), posting, accounts));
        if (entries.size() > capacity.entries()) {
            entries.remove();
        }
    }

    private <T> CompletionStage<T> staged(Supplier<T> work) {
        try {
            return CompletableFuture.completedFuture(locked(work));
        } catch (LedgerException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new LedgerException("the ledger is closed: no call is made after that");
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
