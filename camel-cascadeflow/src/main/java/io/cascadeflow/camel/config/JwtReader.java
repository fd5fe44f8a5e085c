package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.JwtConfiguration.Claims;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code gateway.jwt}.
 *
 * @param problems where wrong values go
 * @param values reads single values
 * @param access reads what a token may ask
 */
record JwtReader(Problems problems, Values values, AccessReader access) {

    private static final List<String> KEYS = Stream.concat(
                    Stream.of("issuer", "audience", "jwks", "algorithms", "tenant", "claims"),
                    AccessReader.KEYS.stream())
            .toList();
    private static final List<String> CLAIMS = List.of("tenant", "project", "user", "budgets", "models");
    private static final List<String> DEFAULT_ALGORITHMS = List.of("RS256", "ES256");
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    /** Null when it is wrong, which has been told. */
    @Nullable
    JwtConfiguration jwt(Tree tree) {
        Section section = Section.of(tree, KEYS, problems);
        Optional<String> issuer = section.need("issuer").flatMap(values::text);
        Optional<List<String>> audiences = section.need("audience").map(some -> access.list(some, values::text));
        Optional<String> jwks = section.need("jwks").flatMap(this::jwks);
        List<String> algorithms = section.get("algorithms")
                .map(some -> access.list(some, one -> values.word(one, JwtConfiguration.ALGORITHMS)))
                .orElse(DEFAULT_ALGORITHMS);
        Claims claims = claims(section);
        Optional<String> tenant = section.get("tenant").flatMap(access::name);
        GatewayAccess may = access.access(section);
        requireOneTenant(tree, section, claims);
        return issuer.isEmpty() || audiences.isEmpty() || jwks.isEmpty()
                ? null
                : new JwtConfiguration(
                        issuer.get(), audiences.get(), jwks.get(), algorithms, tenant.orElse(null), may, claims);
    }

    private void requireOneTenant(Tree tree, Section section, Claims claims) {
        boolean claimed = claims.tenant() != null;
        if (tree instanceof Tree.Branch && claimed == section.get("tenant").isPresent()) {
            problems.add(
                    tree.place(),
                    claimed
                            ? "a claim says the tenant already; remove tenant, or claims.tenant"
                            : "nothing says whose the tokens are; name the claim in claims.tenant, or give all of them one tenant");
        }
    }

    private Claims claims(Section jwt) {
        Optional<Section> section = jwt.get("claims").map(tree -> Section.of(tree, CLAIMS, problems));
        return new Claims(
                claim(section, "tenant"),
                claim(section, "project"),
                claim(section, "user"),
                claim(section, "budgets"),
                claim(section, "models"));
    }

    private @Nullable String claim(Optional<Section> claims, String key) {
        return claims.flatMap(section -> section.get(key)).flatMap(values::text).orElse(null);
    }

    /** Keys from an open connection could be exchanged on the way, and with them everybody let in. */
    private Optional<String> jwks(Tree tree) {
        return values.text(tree)
                .map(String::strip)
                .filter(
                        text -> values.holds(
                                tree,
                                isSafe(text),
                                "this is no place for keys; write a file, or an address with https (http for this machine only)"));
    }

    private static boolean isSafe(String text) {
        if (!text.contains("://")) {
            return true;
        }
        try {
            URI uri = URI.create(text);
            String host = String.valueOf(uri.getHost());
            return uri.getHost() != null
                    && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && LOOPBACK.contains(host)));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
