package io.cascadeflow.camel.gateway.keys;

import static io.cascadeflow.camel.gateway.keys.KeyFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.cascadeflow.camel.config.GatewayAccess;
import io.cascadeflow.camel.config.JwtConfiguration;
import io.cascadeflow.camel.config.JwtConfiguration.Claims;
import io.cascadeflow.camel.gateway.keys.jwt.JwtVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is in the headers for keys, nobody is let in, and why is said without what was sent. The input is two headers with a line
 * break between them. Without further words the inputs beside this class are run; CONTRIBUTING.md says how to look for new ones.
 */
class CallersFuzzTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);
    private static final IssuedKey KEY = KeyFixture.issue();

    @TempDir
    static Path folder = Path.of(".");

    private static TokenVerifier tokens = token -> CompletableFuture.completedFuture(Refused.unknown());

    @BeforeAll
    static void open() throws IOException, JOSEException {
        Path jwks = folder.resolve("jwks.json");
        Files.writeString(
                jwks, new JWKSet(new RSAKeyGenerator(2048).keyID("k").generate().toPublicJWK()).toString());
        tokens = JwtVerifier.open(
                new JwtConfiguration(
                        "https://issuer.example.org",
                        List.of("gateway"),
                        jwks.toString(),
                        List.of("RS256"),
                        null,
                        new GatewayAccess(null, null, List.of(), List.of(), 60, 4),
                        new Claims("org", null, null, null, null)),
                CLOCK,
                Runnable::run);
    }

    @FuzzTest(maxDuration = "2m")
    void headers(byte[] headers) {
        String[] values = new String(headers, StandardCharsets.ISO_8859_1).split("\n", 2);
        String apiKey = values.length < 2 ? null : values[1];
        Callers callers = new Callers(
                id -> CompletableFuture.completedFuture(
                        Optional.of(KEY.stored()).filter(stored -> stored.id().equals(id))),
                tokens,
                CLOCK);

        Verdict verdict = get(callers.verify(new Shown(values[0], apiKey, "192.0.2.1")));

        assertThat(verdict).isInstanceOf(Refused.class);
        String said = ((Refused) verdict).message();
        for (String value : values) {
            String secret = value.replaceFirst("(?i)^\\s*bearer\\s+", "").strip();
            assertThat(secret.length() > 20 && said.contains(secret)).isFalse();
        }
    }
}
