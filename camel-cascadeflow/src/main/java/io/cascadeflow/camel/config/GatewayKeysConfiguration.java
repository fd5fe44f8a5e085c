package io.cascadeflow.camel.config;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask the configured gateway.
 *
 * @param clients keys of the configuration itself, in the order written, no two of one id
 * @param inDatabase whether there are further keys in the ledger's database, which the admin makes and revokes
 * @param jwt whose signed tokens are let in; absent for nobody's
 * @param admin who makes and revokes keys; absent for nobody
 */
public record GatewayKeysConfiguration(
        List<ClientKey> clients,
        boolean inDatabase,
        @Nullable JwtConfiguration jwt,
        @Nullable AdminKey admin) {

    /** Nobody. */
    public static final GatewayKeysConfiguration NONE = new GatewayKeysConfiguration(List.of(), false, null, null);

    public GatewayKeysConfiguration {
        clients = List.copyOf(clients);
    }

    /** Whether anybody could be let in: if not, a gateway listens at the loopback address only. */
    public boolean isEmpty() {
        return clients.isEmpty() && !inDatabase && jwt == null;
    }

    /**
     * A key that a client has.
     *
     * @param id its public part, 8 to 32 letters and digits
     * @param hash SHA-256 of all of it: {@code sha256:} and 64 hexadecimal digits
     * @param tenant who pays
     * @param label what its people call it; may be empty
     * @param expires the moment from which it no longer lets in; absent for never
     * @param revoked since when it no longer lets in; absent when it does
     */
    public record ClientKey(
            String id,
            String hash,
            String tenant,
            GatewayAccess access,
            String label,
            @Nullable Instant expires,
            @Nullable Instant revoked) {

        /** Without the hash. */
        @Override
        public String toString() {
            return "ClientKey[id=%s, tenant=%s, access=%s, label=%s, expires=%s, revoked=%s]"
                    .formatted(id, tenant, access, label, expires, revoked);
        }
    }

    /**
     * The key of the admin, one of the two.
     *
     * @param hash SHA-256 of it, {@code sha256:} and 64 hexadecimal digits; absent when the key is given
     * @param key itself, from a placeholder; absent when its hash is given
     */
    public record AdminKey(@Nullable String hash, @Nullable String key) {

        /** Neither. */
        @Override
        public String toString() {
            return "AdminKey[...]";
        }
    }
}
