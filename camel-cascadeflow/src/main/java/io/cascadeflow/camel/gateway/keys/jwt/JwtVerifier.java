package io.cascadeflow.camel.gateway.keys.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import com.nimbusds.jwt.proc.JWTProcessor;
import io.cascadeflow.camel.config.JwtConfiguration;
import io.cascadeflow.camel.gateway.keys.Bounded;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.keys.KeyHash;
import io.cascadeflow.camel.gateway.keys.Refused;
import io.cascadeflow.camel.gateway.keys.TokenVerifier;
import io.cascadeflow.camel.gateway.keys.Verdict;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Lets in whoever has a token that the configured issuer signed for this gateway. Signatures are computed, and the issuer's keys
 * fetched, on an executor. A token that was let in is not looked at again for a minute, or until it expires. Thread-safe.
 */
public final class JwtVerifier implements TokenVerifier {

    /** By how much clocks may differ. */
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;
    /** Tokens that wait for a thread or the issuer's keys. */
    static final int MOST_WAITING = 1_000;
    /** Within that time the issuer's keys may be fetched again, at most twice. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final JWTProcessor<SecurityContext> processor;
    private final Function<JWTClaimsSet, Verdict> claims;
    private final Executor executor;
    private final Clock clock;
    private final Bounded<KeyHash, Known> known = new Bounded<>(MOST_REMEMBERED);

    private final Semaphore places = new Semaphore(MOST_WAITING);

    private record Known(Caller caller, Instant until) {}

    private JwtVerifier(
            JWTProcessor<SecurityContext> processor,
            Function<JWTClaimsSet, Verdict> claims,
            Clock clock,
            Executor executor) {
        this.processor = processor;
        this.claims = claims;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * Fetches nothing yet.
     *
     * @param executor a pool of its own: its threads may wait some seconds for the issuer
     * @throws IllegalArgumentException when the library is missing
     */
    public static TokenVerifier open(JwtConfiguration configuration, Clock clock, Executor executor) {
        try {
            return new JwtVerifier(
                    Processors.of(configuration, clock), new ClaimedCaller(configuration)::of, clock, executor);
        } catch (NoClassDefFoundError missing) {
            throw new IllegalArgumentException(
                    "gateway.jwt needs com.nimbusds:nimbus-jose-jwt on the class path; add it, or remove gateway.jwt",
                    missing);
        }
    }

    @Override
    public CompletionStage<Verdict> verify(String token) {
        KeyHash hash = KeyHash.of(token);
        Known before = known.get(hash);
        if (before != null && clock.instant().isBefore(before.until)) {
            return CompletableFuture.completedFuture(before.caller);
        }
        return places.tryAcquire()
                ? staged(token, hash).whenComplete((verdict, failure) -> places.release())
                : CompletableFuture.completedFuture(busy());
    }

    private CompletionStage<Verdict> staged(String token, KeyHash hash) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        try {
            executor.execute(() -> verdict.complete(look(token, hash)));
        } catch (RejectedExecutionException e) {
            verdict.complete(busy());
        }
        return verdict;
    }

    private static Refused busy() {
        return Refused.unavailable("a free thread to look at the token", Duration.ofSeconds(1));
    }

    private Verdict look(String token, KeyHash hash) {
        try {
            JWTClaimsSet verified = processor.process(token, null);
            Verdict verdict = claims.apply(verified);
            if (verdict instanceof Caller caller) {
                known.put(hash, new Known(caller, until(verified.getExpirationTime())));
            }
            return verdict;
        } catch (ExpiredJWTException e) {
            return Refused.expired("token");
        } catch (KeySourceException e) {
            return Refused.unavailable("the issuer's keys", RETRY_AFTER);
        } catch (ParseException | BadJOSEException | JOSEException | RuntimeException e) {
            return Refused.unknown();
        }
    }

    private Instant until(Date expires) {
        Instant end = expires.toInstant().plus(SKEW);
        Instant later = clock.instant().plus(REMEMBERED);
        return end.isBefore(later) ? end : later;
    }
}
