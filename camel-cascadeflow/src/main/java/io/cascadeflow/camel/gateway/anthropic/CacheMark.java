package io.cascadeflow.camel.gateway.anthropic;

import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.model.CacheTtl;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code cache_control}. */
final class CacheMark {

    private CacheMark() {}

    /** Absent when the object is not marked. */
    static @Nullable CacheTtl of(JsonFields marked) {
        JsonFields mark = marked.object("cache_control");
        if (mark == null) {
            return null;
        }
        mark.only(Set.of("type", "ttl"));
        if (!mark.requiredText("type").equals("ephemeral")) {
            throw mark.unknown("type", "ephemeral");
        }
        return switch (Objects.requireNonNullElse(mark.text("ttl"), "5m")) {
            case "5m" -> CacheTtl.FIVE_MINUTES;
            case "1h" -> CacheTtl.ONE_HOUR;
            default -> throw mark.unknown("ttl", "5m or 1h");
        };
    }
}
