package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.keys.RateLimits;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets everybody in: for a gateway that only its own machine can reach. */
final class Open implements Access {

    static final Caller NOBODY = new Caller("local", "local", null, null, List.of(), List.of(), RateLimits.NONE);

    static final Entry ENTRY = new Entry() {
        @Override
        public Caller caller() {
            return NOBODY;
        }

        @Override
        public void leave() {}
    };

    @Override
    public CompletionStage<Entry> enter(Client client) {
        return CompletableFuture.completedFuture(ENTRY);
    }
}
