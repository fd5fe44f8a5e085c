package io.cascadeflow.camel.gateway.keys;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A store to which keys are added. What fails does so with a {@link KeyStoreException}. */
public interface KeyRegister extends KeyStore {

    /** @return false when there is a key of that id already, which stays as it is */
    CompletionStage<Boolean> add(StoredKey key);

    /**
     * From now on the key lets nobody in: at once where this is called, within ten seconds elsewhere.
     *
     * @return the key as it is now, and empty when there is none; one that was revoked before stays so since then
     */
    CompletionStage<Optional<StoredKey>> revoke(String id, Instant at);

    /**
     * Keys in an order of their ids, revoked and expired ones too.
     *
     * @param after the id after which to go on; empty for the beginning
     * @param most 1 or more
     */
    CompletionStage<List<StoredKey>> list(String after, int most);
}
