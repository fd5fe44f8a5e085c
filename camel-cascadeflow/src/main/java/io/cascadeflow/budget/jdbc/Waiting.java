package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.HoldResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The calls that wait for slices to be taken. Guarded by the lock of its {@link LeaseBook}. */
final class Waiting {

    private List<Waiter> waiters = new ArrayList<>();
    private boolean allowed = true;

    private record Waiter(HoldRequest request, CompletableFuture<Optional<HoldResult>> answer) {}

    boolean isAllowed() {
        return allowed;
    }

    /** Whether that changes anything. */
    boolean allow(boolean may) {
        boolean before = allowed;
        allowed = may;
        return before != may;
    }

    CompletionStage<Optional<HoldResult>> add(HoldRequest request) {
        Waiter waiter = new Waiter(request, new CompletableFuture<>());
        waiters.add(waiter);
        return waiter.answer();
    }

    /** Nobody waits any more once what this returns is run, outside the lock: what follows an answer is not ours to hold up. */
    List<Runnable> answered(Function<HoldRequest, Optional<HoldResult>> by) {
        List<Runnable> answers = new ArrayList<>(waiters.size());
        for (Waiter waiter : waiters) {
            Optional<HoldResult> answer = by.apply(waiter.request());
            answers.add(() -> waiter.answer().complete(answer));
        }
        waiters = new ArrayList<>();
        return answers;
    }

    int size() {
        return waiters.size();
    }
}
