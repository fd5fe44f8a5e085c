package io.cascadeflow.provider;

import io.cascadeflow.model.ChatReply;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Makes the attempts of a call. Stands between a provider and its server, so that every attempt is paid for, or not made. */
@FunctionalInterface
public interface Attempts {

    /** Makes each attempt and does nothing else. */
    Attempts UNMETERED = Supplier::get;

    /**
     * Makes one attempt; its outcome is the attempt's, or a failure when it must not be made. Cancelling the stage as a
     * {@link java.util.concurrent.CompletableFuture} cancels the attempt.
     */
    CompletionStage<ChatReply> make(Supplier<? extends CompletionStage<ChatReply>> attempt);
}
