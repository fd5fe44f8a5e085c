package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.gateway.Fault.Kind;
import io.cascadeflow.camel.gateway.keys.AdminKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whoever has the admin's key.
 *
 * @param key absent when none is configured: then there is nothing for anybody
 */
record AdminAccess(@Nullable AdminKey key) implements Access {

    @Override
    public CompletionStage<Entry> enter(Client client) {
        if (key == null) {
            throw new FaultException(
                    Kind.UNKNOWN_PATH, "there is nothing at this path while gateway.admin is not configured");
        }
        key.refusal(KeyedAccess.shown(client)).ifPresent(refused -> {
            throw new FaultException(KeyedAccess.fault(refused));
        });
        return CompletableFuture.completedFuture(Open.ENTRY);
    }
}
