package io.cascadeflow.camel.gateway.keys.jwt;

import static io.cascadeflow.camel.gateway.keys.KeyFixture.NOON;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.get;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.camel.config.GatewayAccess;
import io.cascadeflow.camel.config.JwtConfiguration;
import io.cascadeflow.camel.config.JwtConfiguration.Claims;
import io.cascadeflow.camel.gateway.keys.Refused;
import io.cascadeflow.camel.gateway.keys.Refused.Reason;
import io.cascadeflow.camel.gateway.keys.TokenVerifier;
import io.cascadeflow.camel.gateway.keys.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Tokens, and who looks at them. */
abstract class JwtFixture {

    static final String US = "https://issuer.example.org";
    static final GatewayAccess ACCESS = new GatewayAccess(null, null, List.of(), List.of(), 60, 4);
    static final Claims TENANT = new Claims("org", null, null, null, null);

    final MovableClock clock = new MovableClock();
    final Issuer issuer = new Issuer();
    final TokenVerifier verifier = verifier(Runnable::run);

    @TempDir
    Path folder = Path.of(".");

    @AfterEach
    void close() {
        issuer.close();
    }

    String good() {
        return sign(claims());
    }

    static String sign(JWTClaimsSet.Builder claims) {
        return Issuer.sign(Issuer.RSA, JWSAlgorithm.RS256, claims.build());
    }

    static JWTClaimsSet.Builder claims() {
        return expires(NOON.plusSeconds(3_600)).claim("org", "acme");
    }

    static JWTClaimsSet.Builder expires(Instant at) {
        return new JWTClaimsSet.Builder()
                .issuer(US)
                .audience("gateway")
                .subject("ann")
                .claim("org", "acme")
                .expirationTime(Date.from(at));
    }

    TokenVerifier verifier(Executor executor) {
        return verifier(issuer.address(), TENANT, null, executor);
    }

    TokenVerifier verifier(String jwks, Claims claims, @Nullable String tenant, Executor executor) {
        return JwtVerifier.open(
                new JwtConfiguration(
                        US, List.of("gateway", "llm"), jwks, List.of("RS256", "ES256"), tenant, ACCESS, claims),
                clock,
                executor);
    }

    Verdict verify(String token) {
        return get(verifier.verify(token));
    }

    Reason reason(String token) {
        return reason(verifier, token);
    }

    static Reason reason(TokenVerifier verifier, String token) {
        return ((Refused) get(verifier.verify(token))).reason();
    }
}
