package io.cascadeflow.camel.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose signed tokens (JWT) the gateway lets in.
 *
 * @param issuer that must be in each token
 * @param audiences of which one must be in each token; at least one
 * @param jwks where the issuer's public keys are: an address, or a file
 * @param algorithms with which tokens may be signed, all with a public key; at least one
 * @param tenant of all tokens; absent when a claim says it
 * @param access of every token, where no claim says more
 * @param claims which claims of a token say more
 */
public record JwtConfiguration(
        String issuer,
        List<String> audiences,
        String jwks,
        List<String> algorithms,
        @Nullable String tenant,
        GatewayAccess access,
        Claims claims) {

    /** Those that need the public key only. With a shared secret, whoever verifies could sign as well. */
    public static final List<String> ALGORITHMS =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    public JwtConfiguration {
        audiences = List.copyOf(audiences);
        algorithms = List.copyOf(algorithms);
    }

    /**
     * Names of claims. Tokens without the tenant's, the budgets' or the models' are refused where these are configured.
     *
     * @param tenant absent when all tokens are of one tenant
     * @param project absent for the configured one; so it is in tokens without the claim
     * @param user absent for the configured one; so it is in tokens without the claim
     * @param budgets a text, a number or a list; these are added to the configured ones
     * @param models a text or a list; absent for the configured ones
     */
    public record Claims(
            @Nullable String tenant,
            @Nullable String project,
            @Nullable String user,
            @Nullable String budgets,
            @Nullable String models) {}
}
