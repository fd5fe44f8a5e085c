package io.cascadeflow.camel.gateway.keys;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keys and headers for tests. */
public final class KeyFixture {

    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static final SecureRandom RANDOM = new SecureRandom();

    private KeyFixture() {}

    public static IssuedKey issue() {
        return issue(null);
    }

    public static IssuedKey issue(@Nullable Instant expires) {
        return IssuedKey.make(
                RANDOM,
                id -> new Caller(
                        id,
                        "acme",
                        "shop",
                        "ann",
                        List.of("support", "0.05"),
                        List.of("cascadeflow/*", "openai:gpt-4o-mini"),
                        new RateLimits(60, 4)),
                "ann's laptop",
                NOON,
                expires);
    }

    /** The same key, revoked. */
    public static StoredKey revoked(StoredKey key, Instant at) {
        return new StoredKey(key.caller(), key.hash(), key.label(), key.created(), key.expires(), at);
    }

    /** The same id, another secret. */
    public static String wrong(IssuedKey key) {
        String right = key.key();
        char last = right.charAt(right.length() - 1);
        return right.substring(0, right.length() - 1) + (last == 'a' ? 'b' : 'a');
    }

    public static Shown bearer(String key, String address) {
        return new Shown("Bearer " + key, null, address);
    }

    /** Waits for what other threads do; a test that waits that long has failed. */
    public static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
