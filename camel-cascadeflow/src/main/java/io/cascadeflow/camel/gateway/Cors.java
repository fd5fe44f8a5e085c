package io.cascadeflow.camel.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets web pages of other origins ask, where the operator has named them.
 *
 * @param origins {@code *} for all; empty for none
 */
record Cors(List<String> origins) {

    private static final String METHODS = "GET, POST, OPTIONS";
    private static final String HEADERS = "authorization, content-type, x-api-key, anthropic-version, anthropic-beta,"
            + " openai-organization, openai-project, x-cascadeflow-domain, x-cascadeflow-complexity,"
            + " x-cascadeflow-account";
    private static final String EXPOSED = "x-request-id, retry-after, x-cascadeflow-tier, x-cascadeflow-model,"
            + " x-cascadeflow-outcome, x-cascadeflow-confidence, x-cascadeflow-cost-usd, x-cascadeflow-saved-usd,"
            + " x-cascadeflow-budget-remaining-usd, x-cascadeflow-decision-id";
    private static final String A_DAY = "86400";

    /** Marks the answer as one that the page may read. */
    void allow(Client client, Visit visit) {
        String origin = allowed(client);
        if (origin != null) {
            visit.header("access-control-allow-origin", origin);
            visit.header("access-control-expose-headers", EXPOSED);
            visit.header("vary", "origin");
        }
    }

    /** Whether this is a page's question whether it may ask, and it may. */
    boolean answersPreflight(Client client, Visit visit) {
        if (allowed(client) == null || client.header("access-control-request-method") == null) {
            return false;
        }
        visit.header("access-control-allow-methods", METHODS);
        visit.header("access-control-allow-headers", HEADERS);
        visit.header("access-control-max-age", A_DAY);
        return true;
    }

    private @Nullable String allowed(Client client) {
        String origin = client.header("origin");
        if (origin == null) {
            return null;
        }
        return origins.contains("*") ? "*" : origins.contains(origin) ? origin : null;
    }
}
