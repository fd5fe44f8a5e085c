package io.cascadeflow.benchmarks.stream;

import java.util.concurrent.CompletableFuture;

/** An answer that somebody takes as it comes. */
interface Taking {

    /**
     * Done when all of the answer was taken and the call is settled; failed, then too, when it broke off or nobody wanted it any
     * more.
     */
    CompletableFuture<Void> ended();

    /** Wants no more of it, in the way of who takes it. */
    void leave();
}
