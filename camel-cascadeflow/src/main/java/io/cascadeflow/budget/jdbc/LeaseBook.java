package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.HoldResult;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.budget.jdbc.Unwritten.HandBack;
import io.cascadeflow.budget.jdbc.Unwritten.Work;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows without asking the database: its slices, the calls that it granted from them, and what is
 * {@link Unwritten}. Every method but {@link #await} takes a lock for a microsecond and waits for nothing.
 */
final class LeaseBook {

    /** A commit to a database in a file takes about as long. */
    private static final long GATHER_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    /** To wake up forty times a second for nothing is half a percent of a core. */
    private static final int TICKS_AT_REST = 10;
    /** So often in its lifetime it looks at least whether its slices are to be renewed. */
    private static final int SIGNS_OF_LIFE = 20;

    private final Clock clock;
    private final LeaseTerms terms;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Slices slices;
    private final LocalHolds holds = new LocalHolds();
    private final Unwritten unwritten = new Unwritten();
    private final Waiting waiting = new Waiting();
    private State state = State.OPEN;
    private boolean idle;

    /** Closing: no more calls are taken. Left: the calls on their way are no longer this book's. */
    private enum State {
        OPEN,
        CLOSING,
        LEFT
    }

    LeaseBook(Clock clock, LeaseTerms terms) {
        this.clock = clock;
        this.terms = terms;
        this.slices = new Slices(clock, terms);
    }

    /**
     * Grants a call from the slices, or says what became of its key; empty when the database has to be asked. Not done at
     * once when a slice is about to be taken that the call may fit.
     *
     * @throws LedgerException when no more calls are taken
     */
    CompletionStage<Optional<HoldResult>> hold(HoldRequest request) {
        return locked(() -> {
            requireRoom();
            Optional<HoldResult> answer = answer(request);
            wakeIf(slices.hasDemands());
            if (answer.isEmpty() && mayWait(request)) {
                return waiting.add(request);
            }
            return CompletableFuture.completedFuture(orElsewhere(request, answer));
        });
    }

    private boolean mayWait(HoldRequest request) {
        return waiting.isAllowed() && !holds.isElsewhere(request.key()) && slices.mayFitSoon(request);
    }

    private Optional<HoldResult> answer(HoldRequest request) {
        HoldStatus before = holds.status(request.key());
        if (before != null) {
            return Optional.of(new HoldResult.Repeated(before));
        }
        Instant now = clock.instant();
        Optional<List<Lease>> taken = holds.isElsewhere(request.key()) ? Optional.empty() : slices.take(request, now);
        taken.ifPresent(leases -> grant(request, leases, now));
        return taken.map(leases -> new HoldResult.Granted(standings(request, leases)));
    }

    private static List<Standing> standings(HoldRequest request, List<Lease> leases) {
        return IntStream.range(0, leases.size())
                .mapToObj(
                        i -> new Standing(request.claims().get(i), leases.get(i).balance()))
                .toList();
    }

    private Optional<HoldResult> orElsewhere(HoldRequest request, Optional<HoldResult> answer) {
        if (answer.isEmpty()) {
            holds.noteElsewhere(request.key());
        }
        return answer;
    }

    /** Answers those who waited for slices: with these, or by sending them to the database. */
    List<Runnable> answerWaiters() {
        return locked(() -> waiting.answered(
                request -> orElsewhere(request, state == State.OPEN ? answer(request) : Optional.empty())));
    }

    /** Whether calls may wait for slices: not while the database is down, when they are to fail at once. */
    List<Runnable> letWait(boolean may) {
        boolean changed = locked(() -> waiting.allow(may));
        return changed && !may ? answerWaiters() : List.of();
    }

    /** Fails once no more calls are taken. */
    void requireOpen() {
        if (!isOpen()) {
            throw new LedgerException("the ledger is closed: no call is made after that");
        }
    }

    private void requireRoom() {
        requireOpen();
        if (holds.size() + pending() + waiting.size() >= terms.mostCalls()) {
            throw new LedgerException(
                    "%d calls are on their way and %d ends wait to be written, which is as many as fit: see that the database is up, make fewer calls at once, or raise mostCalls"
                            .formatted(holds.size(), pending()));
        }
    }

    private void grant(HoldRequest request, List<Lease> leases, Instant now) {
        List<StoredAccount> accounts =
                leases.stream().map(lease -> lease.account).toList();
        holds.add(new LocalHold(HoldPostings.stored(request, accounts, now), leases));
    }

    /** Ends a call that was granted here; empty when it was not, or that is forgotten. Done once it is written. */
    Optional<CompletionStage<Effect>> end(String key, HoldStatus status, @Nullable Settlement settlement) {
        return locked(() -> {
            if (holds.status(key) == null || state == State.LEFT) {
                return Optional.empty();
            }
            LocalHold hold = holds.find(key);
            if (hold == null) {
                return Optional.of(CompletableFuture.completedFuture(Effect.NONE));
            }
            if (hold.status == HoldStatus.HELD) {
                return Optional.of(end(hold, status, settlement));
            }
            boolean late = hold.status == HoldStatus.EXPIRED && settlement != null;
            return Optional.of(
                    late ? end(hold, HoldStatus.LATE, settlement) : CompletableFuture.completedFuture(Effect.NONE));
        });
    }

    private CompletionStage<Effect> end(LocalHold hold, HoldStatus status, @Nullable Settlement settlement) {
        Ending ending = ending(hold, status, settlement);
        unwritten.add(ending);
        wakeIf(true);
        return ending.done();
    }

    private Ending ending(LocalHold hold, HoldStatus status, @Nullable Settlement settlement) {
        Ending ending = Ending.of(hold, status, settlement, clock.instant());
        hold.leases.forEach(lease -> lease.keep(ending.line().posting().held(), ending.leaving()));
        holds.finish(hold, status);
        return ending;
    }

    /** Ends the calls past their expiry; the stages are done once that is written. */
    List<CompletionStage<Effect>> expire() {
        return locked(() -> holds.due(clock.instant()).stream()
                .map(hold -> end(hold, HoldStatus.EXPIRED, null))
                .toList());
    }

    CompletionStage<Boolean> handBack(List<Account> accounts) {
        return locked(() -> {
            HandBack wish = new HandBack(accounts, new CompletableFuture<>());
            if (state != State.LEFT && slices.hasAny(accounts)) {
                unwritten.add(wish);
                wakeIf(true);
            } else {
                wish.done().complete(false);
            }
            return wish.done();
        });
    }

    /** Waits for something to do, so long at most. */
    Work await(long millis, int mostEndings) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean awaited = false;
            idle = true;
            if (state == State.OPEN && unwritten.isEmpty() && !slices.hasDemands()) {
                awaited = !work.await(isAtRest() ? atRest(millis) : millis, TimeUnit.MILLISECONDS);
            }
            idle = false;
            gather();
            return unwritten.take(mostEndings, slices.takeDemands(), awaited);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is held here and nobody waits: all that there is to do is to give signs of life. Calls wake it up. */
    private boolean isAtRest() {
        return slices.size() == 0 && holds.size() == 0 && waiting.size() == 0;
    }

    private long atRest(long millis) {
        return Math.max(
                millis, Math.min(millis * TICKS_AT_REST, terms.lifetime().toMillis() / SIGNS_OF_LIFE));
    }

    /** Lets further ends join while many calls are on their way: a commit costs about the same for one as for twenty. */
    private void gather() throws InterruptedException {
        if (state == State.OPEN && !slices.hasDemands() && unwritten.areFewOf(holds.size())) {
            work.awaitNanos(GATHER_NANOS);
        }
    }

    /** These ends are written: what was spent has left the slices. */
    void written(List<Ending> written) {
        locked(() -> {
            unwritten.written(written);
            written.forEach(ending -> holds.written(ending.hold()));
            return unwritten.ends();
        });
    }

    /** This end was not written, since its key is on the ledger already: nothing was spent from the slices. */
    void repeated(Ending ending) {
        locked(() -> {
            unwritten.repeated(ending);
            holds.written(ending.hold());
            return unwritten.ends();
        });
    }

    /** Looks at the slices, or changes them. */
    <T> T slices(Function<Slices, T> what) {
        return locked(() -> what.apply(slices));
    }

    /** All slices are gone, and with them the calls that were granted from them: they end as if they had expired. */
    List<Ending> lose(List<Ending> beingWritten) {
        return locked(() -> {
            slices.lose();
            List<Ending> lost = unwritten.lose(beingWritten);
            holds.all().stream()
                    .filter(hold -> !hold.leases.isEmpty())
                    .forEach(hold -> unwritten.add(ending(hold, HoldStatus.EXPIRED, null)));
            return lost;
        });
    }

    /** Takes no more calls. */
    void close() {
        locked(() -> {
            state = state == State.OPEN ? State.CLOSING : state;
            wakeIf(true);
            return state;
        });
    }

    boolean isOpen() {
        return locked(() -> state == State.OPEN);
    }

    /** Gives the calls on their way out of hand: this book does not know them any more. Empty while ends are unwritten. */
    Optional<List<LocalHold>> leave() {
        return locked(() -> {
            if (pending() > 0) {
                return Optional.empty();
            }
            state = State.LEFT;
            return Optional.of(holds.takeAll());
        });
    }

    /** Gives up what is not written; whoever waits for it has to be told. */
    Work giveUp() {
        return locked(() -> {
            state = State.LEFT;
            holds.takeAll();
            return unwritten.take(Integer.MAX_VALUE, List.of(), false);
        });
    }

    /** How many calls are on their way. */
    int size() {
        return locked(holds::size);
    }

    /** How many ends wait to be written. */
    int pending() {
        return locked(unwritten::ends);
    }

    private void wakeIf(boolean any) {
        if (any && idle) {
            idle = false;
            work.signal();
        }
    }

    private <T> T locked(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }
}
