package io.cascadeflow.camel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;

/** The cascades that are being started, one within the other: that happens on one thread. */
final class Starting {

    private static final ThreadLocal<Map<String, String>> NAMES = ThreadLocal.withInitial(LinkedHashMap::new);

    private Starting() {}

    /** @throws IllegalArgumentException when the endpoint is being started already, with the way out */
    static void enter(Endpoint endpoint, String cascade) {
        Map<String, String> names = NAMES.get();
        if (names.containsKey(endpoint.getEndpointUri())) {
            List<String> path = new ArrayList<>(names.values());
            path.add(cascade);
            throw new IllegalArgumentException("cascade '%s' asks itself: %s; let one of their tiers ask something else"
                    .formatted(cascade, String.join(" > ", path)));
        }
        names.put(endpoint.getEndpointUri(), cascade);
    }

    static void leave(Endpoint endpoint) {
        Map<String, String> names = NAMES.get();
        names.remove(endpoint.getEndpointUri());
        if (names.isEmpty()) {
            NAMES.remove();
        }
    }
}
