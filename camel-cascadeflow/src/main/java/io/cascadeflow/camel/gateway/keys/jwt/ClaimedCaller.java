package io.cascadeflow.camel.gateway.keys.jwt;

import com.nimbusds.jwt.JWTClaimsSet;
import io.cascadeflow.camel.config.GatewayAccess;
import io.cascadeflow.camel.config.JwtConfiguration;
import io.cascadeflow.camel.config.JwtConfiguration.Claims;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.keys.RateLimits;
import io.cascadeflow.camel.gateway.keys.Refused;
import io.cascadeflow.camel.gateway.keys.Verdict;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from a verified token who its owner is. A claim that cannot be read is not guessed at: the token is refused. */
record ClaimedCaller(JwtConfiguration configuration) {

    private static final String SCOPE = "jwt:";
    private static final int MOST_DIGITS = 30;

    Verdict of(JWTClaimsSet token) {
        try {
            return caller(token);
        } catch (IllegalArgumentException wrong) {
            return Refused.unknown();
        }
    }

    private Caller caller(JWTClaimsSet token) {
        Claims claims = configuration.claims();
        GatewayAccess access = configuration.access();
        List<String> ownBudgets = needed(token, claims.budgets());
        List<String> ownModels = needed(token, claims.models());
        return new Caller(
                SCOPE + token.getSubject(),
                tenant(token),
                text(token, claims.project()).orElse(access.project()),
                text(token, claims.user()).orElse(access.user()),
                Stream.concat(access.budgets().stream(), ownBudgets.stream())
                        .distinct()
                        .toList(),
                claims.models() == null ? access.models() : ownModels,
                new RateLimits(access.requestsPerMinute(), access.concurrentRequests()));
    }

    private String tenant(JWTClaimsSet token) {
        String claim = configuration.claims().tenant();
        return Optional.ofNullable(configuration.tenant())
                .or(() -> text(token, claim))
                .orElseThrow(() -> new IllegalArgumentException("the token says no tenant"));
    }

    private static Optional<String> text(JWTClaimsSet token, @Nullable String claim) {
        Object value = claim == null ? null : token.getClaim(claim);
        return value == null ? Optional.empty() : Optional.of(text(value));
    }

    /** An empty list of models would mean all of them; nobody who grants something means that. */
    private static List<String> needed(JWTClaimsSet token, @Nullable String claim) {
        if (claim == null) {
            return List.of();
        }
        Object value = token.getClaim(claim);
        List<String> values = value instanceof List<?> list
                ? list.stream().map(ClaimedCaller::text).toList()
                : Stream.ofNullable(value).map(ClaimedCaller::text).toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("the token lacks the claim " + claim);
        }
        return values;
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Number number) {
            return text(new BigDecimal(number.toString()));
        }
        throw new IllegalArgumentException("a claim is neither a text nor a number");
    }

    /** Written out, a number with a large exponent would be as long. */
    private static String text(BigDecimal number) {
        if (Math.abs(number.scale()) > MOST_DIGITS) {
            throw new IllegalArgumentException("a claim is no such number");
        }
        return number.toPlainString();
    }
}
