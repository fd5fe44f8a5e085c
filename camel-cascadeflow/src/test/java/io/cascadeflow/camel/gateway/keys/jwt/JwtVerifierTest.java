package io.cascadeflow.camel.gateway.keys.jwt;

import static io.cascadeflow.camel.gateway.keys.KeyFixture.bearer;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class JwtVerifierTest extends JwtFixture {

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
    void aThousandTokensWaitAndNoMore() {
        Queue<Runnable> later = new ArrayDeque<>();
        TokenVerifier slow = verifier(later::add);
        for (int i = 0; i < JwtVerifier.MOST_WAITING; i++) {
            assertThat(slow.verify("a.b." + i).toCompletableFuture()).isNotDone();
        }
        assertThat(reason(slow, good())).isEqualTo(Reason.UNAVAILABLE);
        later.remove().run();
        assertThat(slow.verify(good()).toCompletableFuture()).isNotDone();
    }

    @Test
    void threadsThatTakeNoMoreWorkLetNobodyIn() {
        TokenVerifier full = verifier(work -> {
            throw new RejectedExecutionException("full");
        });
        assertThat(reason(full, good())).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void isAskedForWhateverIsNoKey() {
        Callers callers = new Callers(KeyStore.EMPTY, verifier, clock);
        assertThat(get(callers.verify(bearer(good(), "a")))).isInstanceOf(Caller.class);
        assertThat(((Refused) get(callers.verify(bearer("a.b.c", "a")))).reason())
                .isEqualTo(Reason.UNKNOWN);
    }
}
