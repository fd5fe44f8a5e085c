package io.cascadeflow.cache;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where answers are kept. Implement it over whatever you run (Redis, Hazelcast, a JCache, a table), bind it in the registry, and
 * name it as {@code store: "#name"}. Thread-safe; called on the way of a call, so it must not keep its caller waiting.
 *
 * <p>It may forget whatever it likes, and fail: the call then goes on without it.
 */
public interface CacheStore {

    /**
     * What is kept under a key.
     *
     * @param key 64 hexadecimal characters, which tell nothing of the question
     * @return completed with null when nothing is
     */
    CompletionStage<byte @Nullable []> get(String key);

    /**
     * Keeps a value, in place of an earlier one.
     *
     * @param value JSON in UTF-8, with the answer in plain text
     * @param maxAge after which it is of no use
     */
    CompletionStage<@Nullable Void> put(String key, byte[] value, Duration maxAge);

    /** Forgets what is kept under a key; nothing when nothing is. */
    CompletionStage<@Nullable Void> remove(String key);
}
