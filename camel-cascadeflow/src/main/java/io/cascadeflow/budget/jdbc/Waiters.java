package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.HoldResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/** Calls that wait for slices to be taken. Guarded by the lock of its {@link LeaseBook}. */
final class Waiters {

    private static final int PATIENCE = 20;

    private List<Waiter> waiters = new ArrayList<>();

    /** A call, and how often its waiting may still be in vain. */
    private record Waiter(HoldRequest request, CompletableFuture<Optional<HoldResult>> answer, int patience) {

        Waiter lessPatient() {
            return new Waiter(request, answer, patience - 1);
        }
    }

    CompletionStage<Optional<HoldResult>> add(HoldRequest request) {
        Waiter waiter = new Waiter(request, new CompletableFuture<>(), PATIENCE);
        waiters.add(waiter);
        return waiter.answer();
    }

    /**
     * Answers those for whom there is an answer, and those who may not wait on: they have to ask the database.
     *
     * @param sentAway is told about these
     * @return what gives the answers, to be run without the lock
     */
    List<Runnable> answer(
            Function<HoldRequest, Optional<HoldResult>> answers,
            Predicate<HoldRequest> mayWait,
            Function<HoldRequest, Optional<HoldResult>> sentAway) {
        List<Runnable> given = new ArrayList<>();
        List<Waiter> waitOn = new ArrayList<>();
        for (Waiter waiter : waiters) {
            HoldRequest request = waiter.request();
            Optional<HoldResult> answer = answers.apply(request);
            if (answer.isEmpty() && waiter.patience() > 0 && mayWait.test(request)) {
                waitOn.add(waiter.lessPatient());
            } else {
                Optional<HoldResult> last = answer.or(() -> sentAway.apply(request));
                given.add(() -> waiter.answer().complete(last));
            }
        }
        waiters = waitOn;
        return given;
    }

    int size() {
        return waiters.size();
    }
}
