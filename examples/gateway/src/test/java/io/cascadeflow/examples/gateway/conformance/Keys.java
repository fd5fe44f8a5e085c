package io.cascadeflow.examples.gateway.conformance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Keys of the gateway under test, one for each thing that a key may be. */
final class Keys {

    /** May ask everybody. */
    static final String GOOD = key("goodgood");

    /** Looks like a key, and is none. */
    static final String WRONG = key("wrongkey");

    /** May not ask the small model. */
    static final String NARROW = key("narrowone");

    /** Has no money. */
    static final String POOR = key("poorpoor");

    /** What the configuration knows of them. */
    static final String CLIENTS = String.join(
            ", ",
            client("goodgood", GOOD, ""),
            client("narrowone", NARROW, ", models: [" + Stage.CAREFUL + "]"),
            client("poorpoor", POOR, ", budgets: [nothing]"));

    private Keys() {}

    private static String key(String id) {
        return "cf_" + id + "_" + "0".repeat(43);
    }

    private static String client(String id, String key, String more) {
        return "{id: %s, hash: 'sha256:%s', tenant: acme%s}".formatted(id, hash(key), more);
    }

    private static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
