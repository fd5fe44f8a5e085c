package io.cascadeflow.camel.gateway.keys;

import java.util.List;
import org.jspecify.annotations.Nullable;

public record Caller(
        String id,
        @Nullable String tenant,
        @Nullable String project,
        @Nullable String user,
        List<String> budgets,
        List<String> models) {

    public boolean mayAsk(String model) {
        return models.isEmpty()
                || models.stream()
                        .anyMatch(pattern -> pattern.endsWith("*")
                                ? model.startsWith(pattern.substring(0, pattern.length() - 1))
                                : model.equals(pattern));
    }
}
