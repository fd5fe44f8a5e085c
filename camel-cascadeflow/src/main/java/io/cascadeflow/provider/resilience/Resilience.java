package io.cascadeflow.provider.resilience;

import io.cascadeflow.provider.Pause;
import io.cascadeflow.provider.ProviderSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The states of all endpoints: two that ask the same model at the same address under the same rules share one. It keeps the
 * thousand that were asked for last. Thread-safe.
 */
public final class Resilience {

    private static final int MOST = 1000;

    private final Pause pause;
    private final Clock clock;
    private final Map<Key, ProtectedEndpoint> endpoints = bounded();
    private final Map<String, RateBucket> buckets = bounded();

    /** @param address where it is asked; empty for the provider's own */
    private record Key(String provider, String address, String model, ProtectedEndpoint.Rules rules) {}

    public Resilience(Pause pause, Clock clock) {
        this.pause = pause;
        this.clock = new SteadyClock(clock);
    }

    /** What the calls to this model share. */
    public ProtectedEndpoint endpoint(ProviderSettings settings, String model, ProtectedEndpoint.Rules rules) {
        return shared(
                endpoints,
                new Key(settings.provider(), address(settings), model, rules),
                key -> ProtectedEndpoint.of(rules, pause, clock));
    }

    /**
     * Who answers, by {@code provider:model}, as far as calls have shown: a model does whose breaker lets calls through at one of
     * its addresses at least. In alphabetical order.
     */
    public Map<String, Boolean> standings() {
        Map<String, Boolean> standings = new TreeMap<>();
        synchronized (endpoints) {
            endpoints.forEach((key, endpoint) -> {
                Breaker breaker = endpoint.breaker();
                standings.merge(
                        key.provider() + ":" + key.model(), breaker == null || !breaker.isOpen(), Boolean::logicalOr);
            });
        }
        return standings;
    }

    /** What is left of the rate limits of the settings' key for this model. */
    public RateBucket bucket(ProviderSettings settings, String model) {
        return shared(buckets, fingerprint(settings, model), key -> new RateBucket(clock));
    }

    /** Keys are never kept, so that no dump shows them. Two ways to give the same key are taken for two keys. */
    private static String fingerprint(ProviderSettings settings, String model) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
        add(digest, settings.provider());
        add(digest, address(settings));
        add(digest, model);
        add(digest, settings.apiKey() == null ? "" : settings.apiKey());
        new TreeMap<>(settings.headers()).forEach((name, value) -> {
            add(digest, name);
            add(digest, value);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static String address(ProviderSettings settings) {
        return settings.baseUrl() == null ? "" : settings.baseUrl().toString();
    }

    private static <K, V> V shared(Map<K, V> map, K key, Function<K, V> make) {
        synchronized (map) {
            return map.computeIfAbsent(key, make);
        }
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST;
            }
        };
    }
}
