package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.LedgerException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Work that blocks, done on an executor. */
final class Staged {

    private Staged() {}

    /** Fails with what the work throws, as it is; with a {@link LedgerException} when the executor takes no more work. */
    static <T> CompletionStage<T> on(Executor executor, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(result, work));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new LedgerException(
                    "the ledger's threads take no more work: let more of it wait, or make fewer calls at once", e));
        }
        return result;
    }

    private static <T> void complete(CompletableFuture<T> result, Supplier<T> work) {
        try {
            result.complete(work.get());
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }
}
