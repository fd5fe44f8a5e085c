package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.HoldResult;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.Posting;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.budget.jdbc.LeaseWork.HandBack;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows without asking the database: its slices, the calls that it granted from them, and the ends of calls that
 * are to be written. Every method but {@link #await} takes a lock for a microsecond and waits for nothing.
 */
final class LeaseBook {

    private final Clock clock;
    private final LeaseTerms terms;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Slices slices;
    private final LocalHolds holds = new LocalHolds();
    private final EndQueue endings = new EndQueue();
    private List<HandBack> handBacks = new ArrayList<>();
    private final Waiters waiters = new Waiters();
    private boolean mayWait = true;
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
            return answer.isEmpty() && mayWait(request)
                    ? waiters.add(request)
                    : CompletableFuture.completedFuture(answer.or(() -> elsewhere(request)));
        });
    }

    private Optional<HoldResult> answer(HoldRequest request) {
        LocalHold before = holds.find(request.key());
        if (before != null) {
            return Optional.of(new HoldResult.Repeated(before.status));
        }
        Instant now = clock.instant();
        Optional<List<Lease>> taken = holds.isElsewhere(request.key()) ? Optional.empty() : slices.take(request, now);
        taken.ifPresent(leases -> grant(request, leases, now));
        return taken.map(leases -> new HoldResult.Granted());
    }

    private Optional<HoldResult> elsewhere(HoldRequest request) {
        holds.noteElsewhere(request.key());
        return Optional.empty();
    }

    /** Answers those who waited for slices: with these, or by sending them to the database. Some wait on for larger ones. */
    List<Runnable> answerWaiters() {
        return locked(() -> waiters.answer(this::answerIfOpen, this::mayWait, this::elsewhere));
    }

    private Optional<HoldResult> answerIfOpen(HoldRequest request) {
        return state == State.OPEN ? answer(request) : Optional.empty();
    }

    private boolean mayWait(HoldRequest request) {
        return mayWait && state == State.OPEN && !holds.isElsewhere(request.key()) && slices.mayFitSoon(request);
    }

    /** Whether calls may wait for slices: not while the database is down, when they are to fail at once. */
    List<Runnable> letWait(boolean may) {
        locked(() -> mayWait = may);
        return may ? List.of() : answerWaiters();
    }

    /** Fails once no more calls are taken. */
    void requireOpen() {
        if (!isOpen()) {
            throw new LedgerException("the ledger is closed: no call is made after that");
        }
    }

    private void requireRoom() {
        requireOpen();
        if (holds.size() + pending() + waiters.size() >= terms.mostCalls()) {
            throw new LedgerException(
                    "%d calls are on their way and %d ends wait to be written, which is as many as fit: see that the database is up, make fewer calls at once, or raise mostCalls"
                            .formatted(holds.size(), pending()));
        }
    }

    private void grant(HoldRequest request, List<Lease> leases, Instant now) {
        List<StoredAccount> accounts = new ArrayList<>(leases.size());
        leases.forEach(lease -> accounts.add(lease.account));
        holds.add(new LocalHold(HoldPostings.stored(request, accounts, now), leases));
    }

    /** Ends a call that was granted here; empty when it was not, or that is forgotten. Done once it is written. */
    Optional<CompletionStage<Effect>> end(String key, HoldStatus status, @Nullable Settlement settlement) {
        return locked(() -> {
            LocalHold hold = holds.find(key);
            if (hold == null || state == State.LEFT) {
                return Optional.empty();
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
        endings.add(ending);
        wakeIf(true);
        return ending.done();
    }

    private Ending ending(LocalHold hold, HoldStatus status, @Nullable Settlement settlement) {
        Amount held = status == HoldStatus.LATE ? Amount.ZERO : hold.stored.held();
        Line line = Line.end(hold.stored, new Posting(status, held, settlement), clock.instant());
        Ending ending = new Ending(hold, line, new CompletableFuture<>());
        hold.leases.forEach(lease -> lease.keep(held, ending.leaving()));
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
                handBacks.add(wish);
                wakeIf(true);
            } else {
                wish.done().complete(false);
            }
            return wish.done();
        });
    }

    /** Waits for something to do, so long at most. */
    LeaseWork await(long millis, int mostEndings) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean awaited = false;
            idle = true;
            if (state == State.OPEN && endings.isEmpty() && handBacks.isEmpty() && !slices.hasDemands()) {
                awaited = !work.await(millis, TimeUnit.MILLISECONDS);
            }
            idle = false;
            return take(mostEndings, awaited);
        } finally {
            lock.unlock();
        }
    }

    private LeaseWork take(int mostEndings, boolean awaited) {
        List<HandBack> wishes = handBacks;
        handBacks = new ArrayList<>();
        return new LeaseWork(endings.take(mostEndings), wishes, slices.takeDemands(), awaited);
    }

    /** These ends are written: what was spent has left the slices. */
    void written(List<Ending> written) {
        locked(() -> {
            for (Ending ending : written) {
                ending.hold().leases.forEach(lease -> lease.left(ending.leaving()));
            }
            return endings.written(written.size());
        });
    }

    /** This end was not written, since its key is on the ledger already: nothing was spent from the slices. */
    void repeated(Ending ending) {
        locked(() -> {
            ending.hold().leases.forEach(lease -> lease.keep(ending.leaving(), Amount.ZERO));
            return endings.written(1);
        });
    }

    /** Looks at the slices, or changes them. */
    <T> T slices(Function<Slices, T> what) {
        return locked(() -> what.apply(slices));
    }

    /** All slices are gone, and with them the calls that were granted from them: they end as if they had expired. */
    List<Ending> lose(List<Ending> unwritten) {
        return locked(() -> {
            slices.lose();
            endings.replaceAll(Ending::lost);
            holds.all().stream()
                    .filter(hold -> !hold.leases.isEmpty())
                    .forEach(hold -> endings.add(ending(hold, HoldStatus.EXPIRED, null)));
            return unwritten.stream().map(Ending::lost).toList();
        });
    }

    /** Takes no more calls. */
    void close() {
        locked(() -> {
            wakeIf(true);
            return state = state == State.OPEN ? State.CLOSING : state;
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

    /** Gives up what is not written. */
    List<Ending> giveUp() {
        return locked(() -> {
            state = State.LEFT;
            mayWait = false;
            holds.takeAll();
            return take(Integer.MAX_VALUE, false).endings();
        });
    }

    /** How many calls are on their way. */
    int size() {
        return locked(holds::size);
    }

    /** How many ends wait to be written. */
    int pending() {
        return locked(() -> endings.size());
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
