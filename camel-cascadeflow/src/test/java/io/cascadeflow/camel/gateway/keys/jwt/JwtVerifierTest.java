package io.cascadeflow.camel.gateway.keys.jwt;

import static io.cascadeflow.camel.gateway.keys.KeyFixture.NOON;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.bearer;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.camel.config.GatewayAccess;
import io.cascadeflow.camel.config.JwtConfiguration;
import io.cascadeflow.camel.config.JwtConfiguration.Claims;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.keys.Callers;
import io.cascadeflow.camel.gateway.keys.KeyStore;
import io.cascadeflow.camel.gateway.keys.RateLimits;
import io.cascadeflow.camel.gateway.keys.Refused;
import io.cascadeflow.camel.gateway.keys.Refused.Reason;
import io.cascadeflow.camel.gateway.keys.TokenVerifier;
import io.cascadeflow.camel.gateway.keys.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {

    private static final String US = "https://issuer.example.org";
    private static final GatewayAccess ACCESS = new GatewayAccess(null, null, List.of(), List.of(), 60, 4);
    private static final Claims TENANT = new Claims("org", null, null, null, null);

    private final MovableClock clock = new MovableClock();
    private final Issuer issuer = new Issuer();
    private final TokenVerifier verifier = verifier(Runnable::run);

    @TempDir
    Path folder = Path.of(".");

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void letsInWhoeverHasATokenOfTheIssuer() {
        Caller ann = new Caller("jwt:ann", "acme", null, null, List.of(), List.of(), new RateLimits(60, 4));
        assertThat(verify(Issuer.sign(Issuer.RSA, JWSAlgorithm.RS256, claims().build())))
                .isEqualTo(ann);
        assertThat(verify(Issuer.sign(Issuer.EC, claims().build()))).isEqualTo(ann);
    }

    @Test
    void readsAccessTokensOfRfc9068AndNoOtherKind() throws Exception {
        RSASSASigner signer = new RSASSASigner(Issuer.RSA);
        String access =
                Issuer.signed(Issuer.RSA, JWSAlgorithm.RS256, new JOSEObjectType("at+jwt"), signer, claims().build());
        String other = Issuer.signed(
                Issuer.RSA, JWSAlgorithm.RS256, new JOSEObjectType("logout+jwt"), signer, claims().build());
        assertThat(verify(access)).isInstanceOf(Caller.class);
        assertThat(reason(other)).isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void aTokenWithoutASignatureIsRefused() {
        assertThat(reason(new PlainJWT(claims().build()).serialize())).isEqualTo(Reason.UNKNOWN);
        String signed = good();
        assertThat(reason(signed.substring(0, signed.lastIndexOf('.') + 1))).isEqualTo(Reason.UNKNOWN);
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"kid\":\"rsa-1\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(reason(none + signed.substring(signed.indexOf('.')))).isEqualTo(Reason.UNKNOWN);
    }

    /** Whoever takes the header's word for the algorithm would verify this with the public key as the shared secret. */
    @ParameterizedTest
    @ValueSource(strings = {"pem", "der", "json"})
    void aTokenSignedWithThePublicKeyAsASharedSecretIsRefused(String form) throws Exception {
        byte[] spki = Issuer.RSA.toRSAPublicKey().getEncoded();
        byte[] secret =
                switch (form) {
                    case "der" -> spki;
                    case "json" -> Issuer.RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
                    default ->
                        ("-----BEGIN PUBLIC KEY-----\n"
                                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                                .encodeToString(spki)
                                        + "\n-----END PUBLIC KEY-----\n")
                                .getBytes(StandardCharsets.UTF_8);
                };
        String token = Issuer.signed(
                Issuer.RSA, JWSAlgorithm.HS256, JOSEObjectType.JWT, new MACSigner(secret), claims().build());
        assertThat(reason(token)).isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void aSharedSecretAmongTheIssuersKeysIsNotUsed() throws Exception {
        OctetSequenceKey shared =
                new OctetSequenceKey.Builder(new byte[32]).keyID("shared").build();
        Path file = folder.resolve("keys.json");
        Files.writeString(file, "{\"keys\":[%s]}".formatted(shared.toJSONString()));
        String token =
                Issuer.signed(shared, JWSAlgorithm.HS256, JOSEObjectType.JWT, new MACSigner(shared), claims().build());
        assertThat(reason(verifier(file.toString(), TENANT, null, Runnable::run), token))
                .isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void anAlgorithmThatIsNotListedIsRefused() {
        assertThat(reason(Issuer.sign(Issuer.RSA, JWSAlgorithm.PS256, claims().build())))
                .isEqualTo(Reason.UNKNOWN);
        assertThat(reason(Issuer.sign(Issuer.RSA, JWSAlgorithm.RS512, claims().build())))
                .isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void aKeyThatTheTokenBringsAlongIsNotUsed() throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("rsa-1")
                        .jwk(Issuer.OTHER_RSA.toPublicJWK())
                        .build(),
                claims().build());
        token.sign(new RSASSASigner(Issuer.OTHER_RSA));
        assertThat(reason(token.serialize())).isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void aTokenOfAnotherIssuerOrForAnotherAudienceIsRefused() {
        assertThat(reason(sign(claims().issuer("https://else.example.org")))).isEqualTo(Reason.UNKNOWN);
        assertThat(reason(sign(claims().issuer(null)))).isEqualTo(Reason.UNKNOWN);
        assertThat(reason(sign(claims().audience("payroll")))).isEqualTo(Reason.UNKNOWN);
        assertThat(reason(sign(claims().audience((String) null)))).isEqualTo(Reason.UNKNOWN);
        assertThat(verify(sign(claims().audience(List.of("payroll", "gateway")))))
                .isInstanceOf(Caller.class);
    }

    @Test
    void aTokenThatWasChangedIsRefused() {
        String[] parts = good().split("\\.");
        String claims =
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8).replace("acme", "evil");
        parts[1] = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        assertThat(reason(String.join(".", parts))).isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void clocksMayDifferByAMinuteAndNoMore() {
        Instant now = clock.instant();
        assertThat(verify(sign(expires(now.minusSeconds(59))))).isInstanceOf(Caller.class);
        assertThat(reason(sign(expires(now.minusSeconds(61))))).isEqualTo(Reason.EXPIRED);
        assertThat(verify(sign(claims().notBeforeTime(Date.from(now.plusSeconds(59))))))
                .isInstanceOf(Caller.class);
        assertThat(reason(sign(claims().notBeforeTime(Date.from(now.plusSeconds(61))))))
                .isEqualTo(Reason.UNKNOWN);
        assertThat(reason(sign(claims().expirationTime(null)))).isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void aTokenThatIsKnownExpiresAllTheSame() {
        String token = sign(expires(clock.instant().minusSeconds(30)));
        assertThat(verify(token)).isInstanceOf(Caller.class);
        clock.advance(Duration.ofSeconds(31));
        assertThat(reason(token)).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void aTokenWithoutTheTenantsClaimIsRefusedWhereOneIsConfigured() {
        assertThat(reason(sign(claims().claim("org", null)))).isEqualTo(Reason.UNKNOWN);
        assertThat(reason(sign(claims().claim("org", " ")))).isEqualTo(Reason.UNKNOWN);
        assertThat(reason(sign(claims().claim("org", List.of("acme"))))).isEqualTo(Reason.UNKNOWN);
        assertThat(reason(sign(claims().claim("org", "acme\nevil")))).isEqualTo(Reason.UNKNOWN);
        assertThat(((Caller) verify(sign(claims().claim("org", 42)))).tenant()).isEqualTo("42");
    }

    @Test
    void oneTenantForAllIsNotOverruledByTheToken() {
        TokenVerifier all =
                verifier(issuer.address(), new Claims(null, null, null, null, null), "everybody", Runnable::run);
        assertThat(((Caller) get(all.verify(good()))).tenant()).isEqualTo("everybody");
    }

    @Test
    void claimsSayWhoAsksAndWhat() {
        Claims claims = new Claims("org", "https://example.org/project", "sub", "budgets", "models");
        GatewayAccess access = new GatewayAccess("default", "somebody", List.of("company"), List.of("*"), null, 2);
        TokenVerifier full = JwtVerifier.open(
                new JwtConfiguration(US, List.of("gateway"), issuer.address(), List.of("RS256"), null, access, claims),
                clock,
                Runnable::run);

        String token = sign(claims().claim("https://example.org/project", "shop")
                .claim("budgets", Arrays.asList("support", 0.05, "company"))
                .claim("models", "cascadeflow/*"));
        assertThat(get(full.verify(token)))
                .isEqualTo(new Caller(
                        "jwt:ann",
                        "acme",
                        "shop",
                        "ann",
                        List.of("company", "support", "0.05"),
                        List.of("cascadeflow/*"),
                        new RateLimits(null, 2)));

        JWTClaimsSet.Builder few = claims().claim("budgets", 1).claim("models", List.of("a:b"));
        assertThat(((Caller) get(full.verify(sign(few)))).project()).isEqualTo("default");
        assertThat(reason(full, sign(claims().claim("models", "*")))).isEqualTo(Reason.UNKNOWN);
        assertThat(reason(full, sign(claims().claim("budgets", "b")))).isEqualTo(Reason.UNKNOWN);
        assertThat(reason(full, sign(few.claim("models", List.of())))).isEqualTo(Reason.UNKNOWN);
        assertThat(reason(full, sign(few.claim("models", "a*b")))).isEqualTo(Reason.UNKNOWN);
        assertThat(reason(full, sign(few.claim("models", "*").claim("budgets", -1))))
                .isEqualTo(Reason.UNKNOWN);
        assertThat(reason(full, sign(few.claim("budgets", 1e300)))).isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void aNewKeyOfTheIssuerIsFetchedAndAnOldOneNoLongerUsed() {
        String old = good();
        assertThat(verify(old)).isInstanceOf(Caller.class);
        assertThat(issuer.fetched).hasValue(1);

        issuer.publish(Issuer.OTHER_RSA);
        assertThat(verify(Issuer.sign(Issuer.OTHER_RSA, JWSAlgorithm.RS256, claims().build())))
                .isInstanceOf(Caller.class);
        assertThat(issuer.fetched).hasValue(2);
        assertThat(verify(old)).as("known for a minute").isInstanceOf(Caller.class);
        clock.advance(Duration.ofMinutes(1));
        assertThat(verify(old)).isInstanceOf(Refused.class);
    }

    @Test
    void unknownKeysDoNotMakeItFetchAgainAndAgain() {
        verify(good());
        for (int i = 0; i < 100; i++) {
            assertThat(verify(Issuer.sign(
                            Issuer.OTHER_RSA,
                            JWSAlgorithm.RS256,
                            claims().subject("u" + i).build())))
                    .isInstanceOf(Refused.class);
        }
        assertThat(issuer.fetched.get()).isLessThanOrEqualTo(2);
        assertThat(verify(sign(claims().subject("bob"))))
                .as("others are not concerned")
                .isInstanceOf(Caller.class);
    }

    @Test
    void keysThatCannotBeFetchedLetNobodyIn() {
        issuer.down = true;
        Refused refused = (Refused) verify(good());
        assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        int port = 1;
        TokenVerifier nowhere = verifier("http://localhost:" + port + "/keys", TENANT, null, Runnable::run);
        assertThat(reason(nowhere, good())).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void keysMayBeInAFileThatChanges() throws IOException {
        Path file = folder.resolve("keys.json");
        TokenVerifier fromFile = verifier(file.toString(), TENANT, null, Runnable::run);
        assertThat(reason(fromFile, good())).isEqualTo(Reason.UNAVAILABLE);

        Path other = folder.resolve("other.json");
        Files.writeString(other, issuer.json());
        TokenVerifier fromOther = verifier(other.toString(), TENANT, null, Runnable::run);
        assertThat(get(fromOther.verify(good()))).isInstanceOf(Caller.class);
        issuer.publish(Issuer.OTHER_RSA);
        Files.writeString(other, issuer.json());
        assertThat(get(fromOther.verify(Issuer.sign(Issuer.OTHER_RSA, JWSAlgorithm.RS256, claims().build()))))
                .isInstanceOf(Caller.class);
        Files.writeString(file, "no keys");
        assertThat(reason(verifier(file.toString(), TENANT, null, Runnable::run), good()))
                .isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void theCallersThreadNeitherFetchesNorComputesAndAKnownTokenIsAnsweredAtOnce() {
        Queue<Runnable> later = new ArrayDeque<>();
        TokenVerifier lazy = verifier(later::add);
        String token = good();

        CompletableFuture<Verdict> verdict = lazy.verify(token).toCompletableFuture();
        assertThat(verdict).isNotDone();
        assertThat(issuer.fetched).hasValue(0);
        later.remove().run();
        assertThat(verdict).isCompletedWithValueMatching(Caller.class::isInstance);
        assertThat(lazy.verify(token).toCompletableFuture()).isCompletedWithValueMatching(Caller.class::isInstance);
        assertThat(later).isEmpty();
    }

    @Test
    void threadsThatTakeNoMoreWorkLetNobodyIn() {
        TokenVerifier full = verifier(work -> {
            throw new RejectedExecutionException("full");
        });
        assertThat(reason(full, good())).isEqualTo(Reason.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "..", "a.b.c", "e30.e30.e30", "eyJhbGciOiJSUzI1NiJ9.e30.", "a.b.c.d.e"})
    void whatIsNoTokenIsUnknown(String token) {
        assertThat(reason(token)).isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void isAskedForWhateverIsNoKey() {
        Callers callers = new Callers(KeyStore.EMPTY, verifier, clock);
        assertThat(get(callers.verify(bearer(good(), "a")))).isInstanceOf(Caller.class);
        assertThat(((Refused) get(callers.verify(bearer("a.b.c", "a")))).reason())
                .isEqualTo(Reason.UNKNOWN);
    }

    private String good() {
        return sign(claims());
    }

    private static String sign(JWTClaimsSet.Builder claims) {
        return Issuer.sign(Issuer.RSA, JWSAlgorithm.RS256, claims.build());
    }

    private static JWTClaimsSet.Builder claims() {
        return expires(NOON.plusSeconds(3_600)).claim("org", "acme");
    }

    private static JWTClaimsSet.Builder expires(Instant at) {
        return new JWTClaimsSet.Builder()
                .issuer(US)
                .audience("gateway")
                .subject("ann")
                .claim("org", "acme")
                .expirationTime(Date.from(at));
    }

    private TokenVerifier verifier(Executor executor) {
        return verifier(issuer.address(), TENANT, null, executor);
    }

    private TokenVerifier verifier(String jwks, Claims claims, @Nullable String tenant, Executor executor) {
        return JwtVerifier.open(
                new JwtConfiguration(
                        US, List.of("gateway", "llm"), jwks, List.of("RS256", "ES256"), tenant, ACCESS, claims),
                clock,
                executor);
    }

    private Verdict verify(String token) {
        return get(verifier.verify(token));
    }

    private Reason reason(String token) {
        return reason(verifier, token);
    }

    private static Reason reason(TokenVerifier verifier, String token) {
        return ((Refused) get(verifier.verify(token))).reason();
    }
}
