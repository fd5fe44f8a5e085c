package io.cascadeflow.provider.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.CacheTtl;
import io.cascadeflow.provider.WireJson;
import org.jspecify.annotations.Nullable;

/** The marks of what may be kept, as the API knows them. */
final class CacheControl {

    private CacheControl() {}

    /** Five minutes are what the API takes when nothing is said, and older servers know nothing else. */
    static ObjectNode mark(ObjectNode json, @Nullable CacheTtl cache) {
        if (cache != null) {
            ObjectNode control = WireJson.object().put("type", "ephemeral");
            json.set("cache_control", cache == CacheTtl.ONE_HOUR ? control.put("ttl", "1h") : control);
        }
        return json;
    }
}
