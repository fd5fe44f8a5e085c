package io.cascadeflow.camel.gateway.keys;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where keys are found. Thread-safe; never makes the caller wait. */
@FunctionalInterface
public interface KeyStore {

    /** No keys. */
    KeyStore EMPTY = id -> CompletableFuture.completedFuture(Optional.empty());

    /**
     * The key of an id, revoked and expired ones too; completed at once where it is known already.
     *
     * @return fails with a {@link KeyStoreException} when it cannot be told
     */
    CompletionStage<Optional<StoredKey>> find(String id);

    /** This one's key, else the other's. */
    default KeyStore orElse(KeyStore other) {
        return id ->
                find(id).thenCompose(key -> key.isPresent() ? CompletableFuture.completedFuture(key) : other.find(id));
    }
}
