package io.cascadeflow.examples.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.keys.IssuedKey;
import org.jspecify.annotations.Nullable;

/** A new key for the configuration, where only its hash goes. */
final class ConfiguredKey {

    private ConfiguredKey() {}

    static String text(IssuedKey issued) {
        return """
                The key, which is shown only now:

                  %s

                For the configuration:

                  gateway:
                    keys:
                      clients:
                        - %s
                """.formatted(issued.key(), entry(issued));
    }

    static ObjectNode json(IssuedKey issued) {
        ObjectNode json = AdminClient.object().put("key", issued.key());
        json.set("client", entry(issued));
        return json;
    }

    /** JSON is YAML, too. */
    private static ObjectNode entry(IssuedKey issued) {
        Caller caller = issued.stored().caller();
        ObjectNode entry = AdminClient.object()
                .put("id", issued.stored().id())
                .put("hash", issued.stored().hash().text())
                .put("tenant", caller.tenant());
        put(entry, "project", caller.project());
        put(entry, "user", caller.user());
        put(entry, "label", issued.stored().label());
        if (!caller.budgets().isEmpty()) {
            caller.budgets().forEach(entry.putArray("budgets")::add);
        }
        if (!caller.models().isEmpty()) {
            caller.models().forEach(entry.putArray("models")::add);
        }
        if (caller.limits().requestsPerMinute() != null) {
            entry.put("requestsPerMinute", caller.limits().requestsPerMinute());
        }
        if (caller.limits().concurrentRequests() != null) {
            entry.put("concurrentRequests", caller.limits().concurrentRequests());
        }
        put(entry, "expires", issued.stored().expires());
        return entry;
    }

    private static void put(ObjectNode entry, String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            entry.put(name, value.toString());
        }
    }
}
