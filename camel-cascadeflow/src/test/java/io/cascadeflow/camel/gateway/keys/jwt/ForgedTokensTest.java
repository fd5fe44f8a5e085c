package io.cascadeflow.camel.gateway.keys.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.keys.Refused;
import io.cascadeflow.camel.gateway.keys.Refused.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not get in, and does not. */
class ForgedTokensTest extends JwtFixture {

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

    @ParameterizedTest
    @ValueSource(strings = {"x", "..", "a.b.c", "e30.e30.e30", "eyJhbGciOiJSUzI1NiJ9.e30.", "a.b.c.d.e"})
    void whatIsNoTokenIsUnknown(String token) {
        assertThat(reason(token)).isEqualTo(Reason.UNKNOWN);
    }
}
