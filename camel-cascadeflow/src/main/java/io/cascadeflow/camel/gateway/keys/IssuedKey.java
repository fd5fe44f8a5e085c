package io.cascadeflow.camel.gateway.keys;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A key that was just made.
 *
 * @param key the whole of it, to be shown once: it cannot be had again
 * @param stored what is kept
 */
public record IssuedKey(String key, StoredKey stored) {

    /**
     * Makes one.
     *
     * @param owner the caller of the id that the key is given
     * @param label may be empty
     * @param expires absent for never
     */
    public static IssuedKey make(
            SecureRandom random, Function<String, Caller> owner, String label, Instant now, @Nullable Instant expires) {
        KeyText text = KeyText.make(random);
        Caller caller = owner.apply(text.id());
        return new IssuedKey(text.whole(), new StoredKey(caller, KeyHash.of(text.whole()), label, now, expires, null));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "IssuedKey[key=..., stored=%s]".formatted(stored);
    }
}
