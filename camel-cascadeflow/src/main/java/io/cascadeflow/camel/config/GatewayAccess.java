package io.cascadeflow.camel.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For whom a key or token asks beside its tenant, and what it may ask.
 *
 * @param project absent when it is not known
 * @param user absent when it is not known
 * @param budgets that its calls must fit beside those that apply to every call, by name or as amounts
 * @param models that it may ask, each may end with {@code *}; empty for all that the gateway offers
 * @param requestsPerMinute absent for any number
 * @param concurrentRequests absent for any number
 */
public record GatewayAccess(
        @Nullable String project,
        @Nullable String user,
        List<String> budgets,
        List<String> models,
        @Nullable Integer requestsPerMinute,
        @Nullable Integer concurrentRequests) {

    public GatewayAccess {
        budgets = List.copyOf(budgets);
        models = List.copyOf(models);
    }
}
