package io.cascadeflow.camel.gateway.keys.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.keys.StoredKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys as the admin sees them: all but the key and its hash. */
final class KeyJson {

    private KeyJson() {}

    static ObjectNode of(StoredKey key) {
        Caller caller = key.caller();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", key.id());
        json.put("tenant", caller.tenant());
        json.put("project", caller.project());
        json.put("user", caller.user());
        json.put("label", key.label());
        json.set("budgets", texts(caller.budgets()));
        json.set("models", texts(caller.models()));
        json.put("requestsPerMinute", caller.limits().requestsPerMinute());
        json.put("concurrentRequests", caller.limits().concurrentRequests());
        json.put("created", text(key.created()));
        json.put("expires", text(key.expires()));
        json.put("revoked", text(key.revoked()));
        return json;
    }

    private static ArrayNode texts(List<String> values) {
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        values.forEach(texts::add);
        return texts;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
