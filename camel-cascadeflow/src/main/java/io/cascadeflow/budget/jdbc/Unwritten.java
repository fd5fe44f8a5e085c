package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.jdbc.Demands.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What waits for the one who writes: the ends of calls, and wishes to hand slices back. Guarded by the lock of its
 * {@link LeaseBook}.
 */
final class Unwritten {

    private List<Ending> endings = new ArrayList<>();
    private List<HandBack> handBacks = new ArrayList<>();
    private int writing;

    /**
     * A wish that what is free of some slices goes back at once.
     *
     * @param done whether anything did
     */
    record HandBack(List<Account> accounts, CompletableFuture<Boolean> done) {}

    /**
     * What there is to do.
     *
     * @param awaited whether nothing came for as long as it was awaited
     */
    record Work(List<Ending> endings, List<HandBack> handBacks, List<Demand> demands, boolean awaited) {

        static final Work NONE = new Work(List.of(), List.of(), List.of(), false);
    }

    void add(Ending ending) {
        endings.add(ending);
    }

    void add(HandBack wish) {
        handBacks.add(wish);
    }

    /** Whether there is nothing to take; what was taken may not be written yet. */
    boolean isEmpty() {
        return endings.isEmpty() && handBacks.isEmpty();
    }

    /** Whether there are ends to take, and more than twice as many calls go on. */
    boolean areFewOf(int calls) {
        return handBacks.isEmpty() && !endings.isEmpty() && 2 * endings.size() < calls;
    }

    /** How many ends wait to be written, with those that are being written. */
    int ends() {
        return endings.size() + writing;
    }

    /** Takes the first ends and all else. The ends are on their way until {@link #written} or {@link #repeated} says otherwise. */
    Work take(int mostEndings, List<Demand> demands, boolean awaited) {
        List<Ending> taken = endings;
        if (taken.size() > mostEndings) {
            endings = new ArrayList<>(taken.subList(mostEndings, taken.size()));
            taken = List.copyOf(taken.subList(0, mostEndings));
        } else {
            endings = new ArrayList<>();
        }
        writing = taken.size();
        List<HandBack> wishes = handBacks;
        handBacks = new ArrayList<>();
        return new Work(taken, wishes, demands, awaited);
    }

    /** These ends are written: what was spent has left the slices. */
    void written(List<Ending> written) {
        for (Ending ending : written) {
            ending.hold().leases.forEach(lease -> lease.spent(ending.leaving()));
        }
        writing -= written.size();
    }

    /** This end was not written, since its key is on the ledger already: nothing was spent from the slices. */
    void repeated(Ending ending) {
        ending.hold().leases.forEach(lease -> lease.keep(ending.leaving(), Amount.ZERO));
        writing--;
    }

    /** The slices are gone, while these ends were being written: all ends are what they are without slices. */
    List<Ending> lose(List<Ending> beingWritten) {
        endings.replaceAll(Unwritten::lost);
        return beingWritten.stream().map(Unwritten::lost).toList();
    }

    private static Ending lost(Ending ending) {
        Ending after = ending.afterLoss();
        ending.hold().status = after.line().posting().status();
        return after;
    }
}
