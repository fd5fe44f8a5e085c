package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.gateway.keys.Caller;
import java.util.concurrent.CompletionStage;

/** One thing that clients may ask for. Thread-safe. */
interface Door {

    /**
     * Answers the visit, now or later, on any thread; a failure that is thrown is told to the client as {@link Faults} has it.
     *
     * @return complete when it is answered; a failure of it is told likewise
     */
    CompletionStage<Void> open(Visit visit, Caller caller);
}
