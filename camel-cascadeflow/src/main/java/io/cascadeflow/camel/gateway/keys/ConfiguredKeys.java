package io.cascadeflow.camel.gateway.keys;

import io.cascadeflow.camel.config.GatewayAccess;
import io.cascadeflow.camel.config.GatewayKeysConfiguration.ClientKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The keys of the configuration. Immutable: a key is revoked there by removing it, or by {@code revoked}. */
public final class ConfiguredKeys implements KeyStore {

    private final Map<String, StoredKey> keys = new LinkedHashMap<>();

    public ConfiguredKeys(Collection<StoredKey> keys) {
        for (StoredKey key : keys) {
            if (this.keys.put(key.id(), key) != null) {
                throw new IllegalArgumentException("two keys have the id %s; make a new key".formatted(key.id()));
            }
        }
    }

    /** Of the configuration, checked when it was read. */
    public static ConfiguredKeys from(List<ClientKey> keys) {
        return new ConfiguredKeys(keys.stream().map(ConfiguredKeys::stored).toList());
    }

    @Override
    public CompletionStage<Optional<StoredKey>> find(String id) {
        return CompletableFuture.completedFuture(Optional.ofNullable(keys.get(id)));
    }

    private static StoredKey stored(ClientKey key) {
        GatewayAccess may = key.access();
        RateLimits limits = new RateLimits(may.requestsPerMinute(), may.concurrentRequests());
        Caller caller =
                new Caller(key.id(), key.tenant(), may.project(), may.user(), may.budgets(), may.models(), limits);
        KeyHash hash = KeyHash.parse(key.hash())
                .orElseThrow(() -> new IllegalArgumentException("the hash of the key %s is none".formatted(key.id())));
        return new StoredKey(caller, hash, key.label(), null, key.expires(), key.revoked());
    }

    /** In the order written. */
    public List<StoredKey> all() {
        return List.copyOf(keys.values());
    }
}
