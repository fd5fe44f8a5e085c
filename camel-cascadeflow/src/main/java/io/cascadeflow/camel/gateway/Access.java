package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.gateway.keys.Caller;
import java.util.concurrent.CompletionStage;

/** Decides who may ask. */
interface Access {

    /** Fails with a {@link FaultException} when the client may not. */
    CompletionStage<Entry> enter(Client client);

    /** A client that was let in. */
    interface Entry {

        Caller caller();

        /** It is answered, or gone. Only the first call counts. */
        void leave();
    }
}
