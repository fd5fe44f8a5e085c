package io.cascadeflow.camel.gateway.keys.jwt;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import io.cascadeflow.camel.config.JwtConfiguration;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Set;
import java.util.stream.Collectors;

/** How Nimbus looks at tokens. Blocks where it fetches keys. */
final class Processors {

    private static final Duration CACHED = Duration.ofMinutes(5);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(3);
    private static final int MOST_BYTES = 1 << 20;

    private Processors() {}

    static JWTProcessor<SecurityContext> of(JwtConfiguration configuration, Clock clock) {
        Set<JWSAlgorithm> algorithms =
                configuration.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        if (algorithms.isEmpty() || !JwtConfiguration.ALGORITHMS.containsAll(configuration.algorithms())) {
            throw new IllegalArgumentException("gateway.jwt.algorithms: use some of " + JwtConfiguration.ALGORITHMS);
        }
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        // tokens by RFC 7519, and access tokens by RFC 9068
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys(configuration.jwks())));
        processor.setJWTClaimsSetVerifier(claims(configuration, clock));
        return processor;
    }

    private static DefaultJWTClaimsVerifier<SecurityContext> claims(JwtConfiguration configuration, Clock clock) {
        JWTClaimsSet issuer =
                new JWTClaimsSet.Builder().issuer(configuration.issuer()).build();
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        Set.copyOf(configuration.audiences()), issuer, Set.of("exp", "sub"), Set.of()) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew((int) JwtVerifier.SKEW.toSeconds());
        return claims;
    }

    /**
     * Fetched when needed, and again after five minutes or for a key that is not among them, at most twice in half a minute. No
     * old keys are used when new ones cannot be had: the reason may be that the old ones were withdrawn.
     */
    private static JWKSource<SecurityContext> keys(String jwks) {
        JWKSourceBuilder<SecurityContext> builder = jwks.contains("://")
                ? JWKSourceBuilder.create(url(jwks), retriever())
                : JWKSourceBuilder.create(new JwksFile(Path.of(jwks)));
        return builder.cache(
                        CACHED.toMillis(), CONNECT.plus(READ).multipliedBy(2).toMillis())
                .rateLimited(BETWEEN_FETCHES.toMillis())
                .refreshAheadCache(false)
                .retrying(true)
                .build();
    }

    private static DefaultResourceRetriever retriever() {
        return new DefaultResourceRetriever((int) CONNECT.toMillis(), (int) READ.toMillis(), MOST_BYTES);
    }

    private static URL url(String jwks) {
        try {
            return URI.create(jwks).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("gateway.jwt.jwks is no address", e);
        }
    }
}
