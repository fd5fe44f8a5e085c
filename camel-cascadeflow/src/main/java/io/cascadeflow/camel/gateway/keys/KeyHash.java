package io.cascadeflow.camel.gateway.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key: its SHA-256. Immutable; compared in constant time.
 *
 * <p>Passwords need a slow hash because people choose them: a thief of the table tries the likely ones. A key has 256 random
 * bits, so there are no likely ones, and however fast the hash, trying takes longer than the universe has; a slow one would
 * only let strangers burn our CPU with every wrong key.
 */
public final class KeyHash {

    private static final String ALGORITHM = "sha256:";
    private static final Pattern TEXT = Pattern.compile(ALGORITHM + "[0-9a-f]{64}");

    private final byte[] sha256;

    private KeyHash(byte[] sha256) {
        this.sha256 = sha256;
    }

    /** @param secret the whole key */
    public static KeyHash of(String secret) {
        try {
            return new KeyHash(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Reads what {@link #text} wrote; empty when it is something else. */
    public static Optional<KeyHash> parse(String text) {
        return TEXT.matcher(text).matches()
                ? Optional.of(new KeyHash(HexFormat.of().parseHex(text, ALGORITHM.length(), text.length())))
                : Optional.empty();
    }

    /** For storage: {@code sha256:} and 64 hexadecimal digits. */
    public String text() {
        return ALGORITHM + HexFormat.of().formatHex(sha256);
    }

    /** Takes as long wherever the two differ. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyHash hash && MessageDigest.isEqual(sha256, hash.sha256);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }

    /** Not the hash: logs are read by more people than the store. */
    @Override
    public String toString() {
        return "KeyHash[...]";
    }
}
