package io.cascadeflow.chaos;

import java.util.List;

/**
 * The configuration of all nodes, in versions that a reload goes from and to.
 *
 * @param jdbcUrl of the ledger, at the wire that is cut
 */
record ChaosConfiguration(String jdbcUrl, String smallUrl, String largeUrl) {

    /** What drafts must reach, by version. */
    static final List<Double> THRESHOLDS = List.of(0.3, 0.5, 0.7);

    /** What a tenant may spend, by version, in nano-dollars. */
    static final List<Long> LIMITS = List.of(8_000_000L, 12_000_000L, 10_000_000L);

    /** The most that a tenant's limit ever is. */
    static final long HIGHEST_LIMIT = 12_000_000;

    private static final List<String> TRANSPORTS = List.of("jdk", "vertx", "camel");

    String version(int version) {
        String options = "apiKey=k&maxTokens=60&requestTimeout=1500&transport=" + transport(version);
        return """
                models:
                  "compatible:small": {input: 1, output: 1, tags: [eu]}
                  "compatible:large": {input: 10, output: 10}
                cascades:
                  support:
                    tiers:
                      - {name: small, uri: "cascadeflow:compatible:small?baseUrl=%s/v1&%s", acceptAbove: %s}
                      - {name: large, uri: "cascadeflow:compatible:large?baseUrl=%s/v1&%s"}
                policies:
                  - {name: eu-data-stays, when: {header: {region: eu}}, then: {requireTags: [eu]}}
                  - {name: be-sure, when: {header: {strict: "yes"}}, then: {acceptAbove: %s}}
                budgets:
                  - {name: tenants, limit: %s, window: total, per: tenant}
                  - {name: company, limit: 1000, window: day}
                ledger: {url: "%s", username: postgres, password: postgres}
                audit: {jdbc: true}
                """.formatted(
                        smallUrl,
                        options,
                        THRESHOLDS.get(version),
                        largeUrl,
                        options,
                        Question.STRICT,
                        LIMITS.get(version) / 1e9,
                        jdbcUrl);
    }

    /** One that must be rejected whole. */
    String broken() {
        return version(0) + "budget: typing error\n";
    }

    String unpriced() {
        return "cascadeflow:compatible:unpriced?apiKey=k&baseUrl=" + smallUrl + "/v1";
    }

    private static String transport(int version) {
        return TRANSPORTS.get(version % TRANSPORTS.size());
    }
}
