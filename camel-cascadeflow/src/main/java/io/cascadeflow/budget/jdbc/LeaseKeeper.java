package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.jdbc.Demands.Demand;
import io.cascadeflow.budget.jdbc.LeaseSteps.Refill;
import io.cascadeflow.budget.jdbc.LeaseSteps.Refilled;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Takes slices, renews them and hands them back, in the database and then in the book. For the writer's thread. */
final class LeaseKeeper {

    private static final int TICKS_BETWEEN_LOOKS = 4;
    private static final Duration BETWEEN_MAINTENANCE = Duration.ofMillis(100);
    private static final Duration WANTED_FOR = Duration.ofMillis(500);

    private final LeaseBook book;
    private final LedgerNode node;
    private final Transactions transactions;
    private final AccountIds ids;
    private final Clock clock;

    /** Held while the book and the database may differ. */
    private final ReentrantLock steady = new ReentrantLock(true);

    private Instant maintainedAt = Instant.MIN;
    private int ticks;

    LeaseKeeper(LeaseBook book, LedgerNode node, Transactions transactions, AccountIds ids, Clock clock) {
        this.book = book;
        this.node = node;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    ReentrantLock steady() {
        return steady;
    }

    /** Does a step and, when it is done, what follows from it for the book. False: all slices are lost. */
    boolean step(LedgerNode.Step step, Runnable then) {
        steady.lock();
        try {
            boolean live = node.apply(step, from -> book.slices(slices -> slices.trust(from)));
            if (live) {
                then.run();
            }
            return live;
        } finally {
            steady.unlock();
        }
    }

    /** Starts again after all slices were lost; what these ends have become. */
    List<Ending> lose(List<Ending> unwritten) {
        steady.lock();
        try {
            List<Ending> after = book.lose(unwritten);
            Instant from = node.beginAgain();
            book.slices(slices -> slices.trust(from));
            return after;
        } finally {
            steady.unlock();
        }
    }

    /** Hands back what is reserved for that; whether it was anything. */
    boolean giveBack(Function<Slices, Map<Lease, Amount>> reserve) {
        steady.lock();
        try {
            Map<Lease, Amount> amounts = book.slices(reserve);
            return !amounts.isEmpty()
                    && orLose(
                            (connection, now) -> LeaseSteps.giveBack(connection, node.id(), amounts, now),
                            () -> book.slices(slices -> slices.returned(amounts)));
        } finally {
            steady.unlock();
        }
    }

    /** When all slices are lost instead, they have gone back too. */
    private boolean orLose(LedgerNode.Step step, Runnable then) {
        if (!step(step, then)) {
            lose(List.of());
        }
        return true;
    }

    /** Hands all back, and over what is on its way. False: all slices are lost, and with them what these calls held. */
    boolean leave(List<LocalHold> holds) {
        steady.lock();
        try {
            Map<Lease, Amount> free = book.slices(Slices::reserveAll);
            return step(
                    (connection, now) -> LeaseSteps.leave(connection, node.id(), holds, free, now),
                    () -> book.slices(slices -> slices.returned(free)));
        } finally {
            steady.unlock();
        }
    }

    void take(Collection<Demand> demands) {
        List<Refill> refills = refills(demands);
        if (!refills.isEmpty()) {
            List<Refilled> taken = new ArrayList<>();
            orLose(
                    (connection, now) -> LeaseSteps.take(connection, node.id(), book, refills, taken, now),
                    () -> noteTaken(refills, taken));
        }
    }

    private List<Refill> refills(Collection<Demand> demands) {
        List<Refill> refills = new ArrayList<>();
        for (Demand demand : demands) {
            Lease lease =
                    book.slices(slices -> slices.find(demand.claim().account())).orElseGet(() -> fresh(demand));
            refills.add(new Refill(lease, demand));
        }
        refills.sort(Comparator.comparing(refill -> refill.lease().account, StoredAccount.ORDER));
        return refills;
    }

    private Lease fresh(Demand demand) {
        Instant now = clock.instant();
        StoredAccount account =
                node.insist(() -> ids.of(List.of(demand.claim()), now)).get(0);
        return new Lease(account, demand.claim().ceiling(), demand.typical(), now);
    }

    private void noteTaken(List<Refill> refills, List<Refilled> taken) {
        Set<Refill> without = new HashSet<>(refills);
        for (Refilled refilled : taken) {
            Refill refill = refilled.refill();
            without.remove(refill);
            book.slices(slices -> slices.filled(refill.lease(), refilled.more(), refill.demand()));
        }
        without.forEach(refill ->
                book.slices(slices -> slices.rest(refill.lease().account.account())));
    }

    /** Renews, hands back what is idle or needed elsewhere; not more often than is of use. */
    void maintain(boolean awaited) {
        Instant now = clock.instant();
        boolean recent = !now.isBefore(maintainedAt) && now.isBefore(maintainedAt.plus(BETWEEN_MAINTENANCE));
        if (!awaited && recent) {
            return;
        }
        maintainedAt = now;
        if (book.slices(Slices::needRenewal)) {
            orLose((connection, at) -> {}, () -> {});
        }
        giveBack(Slices::reserveIdle);
        if (!awaited || ticks++ % TICKS_BETWEEN_LOOKS == 0) {
            giveBackWanted(now);
        }
    }

    private void giveBackWanted(Instant now) {
        List<StoredAccount> accounts = book.slices(Slices::accounts);
        if (accounts.isEmpty()) {
            return;
        }
        Instant since = now.minus(WANTED_FOR);
        Set<Long> wanted =
                node.insist(() -> transactions.run(connection -> LeaseRows.wanted(connection, node.id(), since)));
        List<Account> needed = accounts.stream()
                .filter(account -> wanted.contains(account.id()))
                .map(StoredAccount::account)
                .toList();
        giveBack(slices -> {
            needed.forEach(slices::rest);
            return slices.reserve(needed);
        });
    }
}
