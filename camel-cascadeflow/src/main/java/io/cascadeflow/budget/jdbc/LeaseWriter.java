package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.Posting;
import io.cascadeflow.budget.jdbc.Demands.Demand;
import io.cascadeflow.budget.jdbc.EntryRows.Part;
import io.cascadeflow.budget.jdbc.LeaseBook.HandBack;
import io.cascadeflow.budget.jdbc.LeaseBook.Work;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/** The one thread of a node that changes its slices in the database and writes the ends of its calls. */
final class LeaseWriter implements Runnable {

    private static final long TICK_MILLIS = 25;
    private static final int MOST_LINES = 2_000;
    private static final int TICKS_BETWEEN_LOOKS = 4;
    private static final Duration BETWEEN_MAINTENANCE = Duration.ofMillis(100);
    private static final Duration WANTED_FOR = Duration.ofMillis(500);

    private final LeaseBook book;
    private final LedgerNode node;
    private final Transactions transactions;
    private final AccountIds ids;
    private final Clock clock;
    private final Executor executor;

    /** Held while the book and the database may differ. */
    private final ReentrantLock steady = new ReentrantLock(true);

    private final CompletableFuture<Boolean> left = new CompletableFuture<>();
    private Instant maintainedAt = Instant.MIN;
    private int ticks;

    LeaseWriter(
            LeaseBook book,
            LedgerNode node,
            Transactions transactions,
            AccountIds ids,
            Clock clock,
            Executor executor) {
        this.book = book;
        this.node = node;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
        this.executor = executor;
    }

    ReentrantLock steady() {
        return steady;
    }

    /** Done when all is written and handed back after the book was closed. */
    CompletableFuture<Boolean> left() {
        return left;
    }

    @Override
    public void run() {
        List<Ending> unwritten = List.of();
        try {
            while (true) {
                Work work = book.await(TICK_MILLIS, MOST_LINES);
                unwritten = work.endings();
                boolean open = book.isOpen();
                serve(work);
                unwritten = List.of();
                if (!open && leave()) {
                    left.complete(true);
                    return;
                }
            }
        } catch (InterruptedException | RuntimeException e) {
            giveUp(unwritten, e);
        }
    }

    private void serve(Work work) {
        write(work.endings());
        for (HandBack wish : work.handBacks()) {
            boolean any = giveBack(book.slices(slices -> slices.reserve(wish.accounts())));
            complete(() -> wish.done().complete(any));
        }
        takeSlices(work.demands());
        maintain(work.awaited());
    }

    private void write(List<Ending> endings) {
        List<Ending> batch = endings;
        while (!batch.isEmpty()) {
            List<Ending> next = batch;
            Flush flush = new Flush(next, node.id());
            try {
                if (step(flush::in, () -> book.written(next))) {
                    complete(() -> next.forEach(ending -> ending.done().complete(ending.effect())));
                    return;
                }
                batch = lose(next);
            } catch (LedgerNode.KeyRepeatedException e) {
                batch = withoutRepeated(next);
            }
        }
    }

    /** Does a step and, when it is done, what follows from it for the book. False: all slices are lost. */
    private boolean step(LedgerNode.Step step, Runnable then) {
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

    private List<Ending> lose(List<Ending> unwritten) {
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

    /** Takes out what is on the ledger already, and what is there twice. */
    private List<Ending> withoutRepeated(List<Ending> batch) {
        List<Line> lines = batch.stream().map(Ending::line).toList();
        Set<Part> seen =
                new HashSet<>(node.insist(() -> transactions.run(connection -> EntryRows.present(connection, lines))));
        List<Ending> rest = new ArrayList<>();
        for (Ending ending : batch) {
            Line line = ending.line();
            if (seen.add(new Part(line.hold().key(), line.part()))) {
                rest.add(ending);
            } else {
                book.repeated(ending);
                complete(() -> ending.done().complete(Effect.NONE));
            }
        }
        return rest;
    }

    private boolean giveBack(Map<Lease, Amount> amounts) {
        if (amounts.isEmpty()) {
            return false;
        }
        boolean live = step(
                (connection, now) -> LeaseSteps.giveBack(connection, node.id(), amounts, now),
                () -> book.slices(slices -> slices.returned(amounts)));
        if (!live) {
            lose(List.of());
        }
        return true;
    }

    private void takeSlices(Collection<Demand> demands) {
        List<Refill> refills = refills(demands);
        if (refills.isEmpty()) {
            return;
        }
        List<Refilled> taken = new ArrayList<>();
        boolean live = step(
                (connection, now) -> LeaseSteps.take(connection, node.id(), book, refills, taken, now),
                () -> noteTaken(refills, taken));
        if (!live) {
            lose(List.of());
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
            Amount ceiling = refill.demand().claim().ceiling();
            book.slices(slices -> slices.filled(refill.lease(), refilled.more(), ceiling));
        }
        without.forEach(refill ->
                book.slices(slices -> slices.rest(refill.lease().account.account())));
    }

    private void maintain(boolean awaited) {
        Instant now = clock.instant();
        if (!awaited && !now.isBefore(maintainedAt) && now.isBefore(maintainedAt.plus(BETWEEN_MAINTENANCE))) {
            return;
        }
        maintainedAt = now;
        if (book.slices(Slices::needRenewal) && !step((connection, at) -> {}, () -> {})) {
            lose(List.of());
        }
        giveBack(book.slices(Slices::reserveIdle));
        if (!awaited || ticks++ % TICKS_BETWEEN_LOOKS == 0) {
            giveBackWanted(now);
        }
    }

    /** Hands back what another node needs. */
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
        giveBack(book.slices(slices -> {
            needed.forEach(slices::rest);
            return slices.reserve(needed);
        }));
    }

    /** Done when nothing is unwritten: calls on their way go on as holds of the database. */
    private boolean leave() {
        Optional<List<LocalHold>> holds = book.leave();
        if (holds.isEmpty()) {
            return false;
        }
        Map<Lease, Amount> free = book.slices(Slices::reserveAll);
        boolean live = step(
                (connection, now) -> LeaseSteps.leave(connection, node.id(), holds.get(), free, now),
                () -> book.slices(slices -> slices.returned(free)));
        if (!live) {
            lose(List.of());
            write(expired(holds.get()));
        }
        return true;
    }

    private List<Ending> expired(List<LocalHold> holds) {
        Instant now = clock.instant();
        return holds.stream()
                .map(hold -> new Ending(
                        hold,
                        Line.end(hold.stored, new Posting(HoldStatus.EXPIRED, hold.stored.held(), null), now),
                        new CompletableFuture<>()))
                .toList();
    }

    private void giveUp(List<Ending> unwritten, Exception cause) {
        List<Ending> all = new ArrayList<>(unwritten);
        all.addAll(book.giveUp());
        LedgerException failure = new LedgerException(
                "%d ends of calls could not be written, since the database is down: their holds are returned when this node's slices expire"
                        .formatted(all.size()),
                cause);
        all.forEach(ending -> ending.done().completeExceptionally(failure));
        left.completeExceptionally(failure);
    }

    /** On a thread of the executor, so that what follows cannot hold up the ledger. */
    private void complete(Runnable completion) {
        try {
            executor.execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run();
        }
    }
}
