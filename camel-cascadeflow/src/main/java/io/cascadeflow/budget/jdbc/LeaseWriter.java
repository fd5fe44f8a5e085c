package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.jdbc.EntryRows.Part;
import io.cascadeflow.budget.jdbc.Unwritten.HandBack;
import io.cascadeflow.budget.jdbc.Unwritten.Work;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** The one thread of a node that writes the ends of its calls and changes its slices in the database. */
final class LeaseWriter implements Runnable {

    private static final long TICK_MILLIS = 25;
    private static final int MOST_LINES = 2_000;

    private final LeaseBook book;
    private final LedgerNode node;
    private final LeaseKeeper keeper;
    private final Transactions transactions;
    private final Clock clock;
    private final Executor executor;
    private final CompletableFuture<Boolean> left = new CompletableFuture<>();

    LeaseWriter(
            LeaseBook book,
            LedgerNode node,
            LeaseKeeper keeper,
            Transactions transactions,
            Clock clock,
            Executor executor) {
        this.book = book;
        this.node = node;
        this.keeper = keeper;
        this.transactions = transactions;
        this.clock = clock;
        this.executor = executor;
    }

    /** Done when all is written and handed back after the book was closed. */
    CompletableFuture<Boolean> left() {
        return left;
    }

    @Override
    public void run() {
        Work work = Work.NONE;
        try {
            while (true) {
                work = book.await(TICK_MILLIS, MOST_LINES);
                boolean open = book.isOpen();
                serve(work);
                work = Work.NONE;
                if (!open && leave()) {
                    left.complete(true);
                    return;
                }
            }
        } catch (InterruptedException | RuntimeException e) {
            giveUp(List.of(work, book.giveUp()), e);
        }
    }

    private void serve(Work work) {
        write(work.endings());
        for (HandBack wish : work.handBacks()) {
            boolean any = keeper.giveBack(slices -> slices.reserve(wish.accounts()));
            complete(() -> wish.done().complete(any));
        }
        keeper.take(work.demands());
        completeAll(book.answerWaiters());
        keeper.maintain(work.awaited());
    }

    private void write(List<Ending> endings) {
        List<Ending> batch = endings;
        while (!batch.isEmpty()) {
            List<Ending> next = batch;
            Flush flush = new Flush(next, node.id());
            try {
                if (keeper.step(flush::in, () -> book.written(next))) {
                    complete(() -> next.forEach(ending -> ending.done().complete(ending.effect())));
                    return;
                }
                batch = keeper.lose(next);
            } catch (LedgerNode.KeyRepeatedException e) {
                batch = withoutRepeated(next);
            }
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

    /** Done when nothing is unwritten: calls on their way go on as holds of the database. */
    private boolean leave() {
        Optional<List<LocalHold>> holds = book.leave();
        if (holds.isPresent() && !keeper.leave(holds.get())) {
            keeper.lose(List.of());
            write(holds.get().stream().map(this::expired).toList());
        }
        return holds.isPresent();
    }

    private Ending expired(LocalHold hold) {
        return Ending.of(hold, HoldStatus.EXPIRED, null, clock.instant());
    }

    /** Nobody who waits for the ledger is left waiting: ends fail, and for all else the database is to be asked. */
    private void giveUp(List<Work> unserved, Exception cause) {
        List<Ending> endings =
                unserved.stream().flatMap(work -> work.endings().stream()).toList();
        LedgerException failure = new LedgerException(
                "%d ends of calls could not be written, since the database is down: their holds are returned when this node's slices expire"
                        .formatted(endings.size()),
                cause);
        endings.forEach(ending -> ending.done().completeExceptionally(failure));
        unserved.stream()
                .flatMap(work -> work.handBacks().stream())
                .forEach(wish -> complete(() -> wish.done().complete(false)));
        trouble(false);
        left.completeExceptionally(failure);
    }

    private void completeAll(List<Runnable> completions) {
        if (!completions.isEmpty()) {
            complete(() -> completions.forEach(Runnable::run));
        }
    }

    /** Those who wait for slices are told to ask the database when it is down: they hear it from there. */
    void trouble(boolean writable) {
        completeAll(book.letWait(writable));
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
